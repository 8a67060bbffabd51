/** What the values of a loss program were: one replay, in place, with the weights that are there now. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { ProgramEvidence, SlotReading, StateVariable } from '../../diagnosis/programEvidence.js';
import { isKernel, programGraph } from '../../diagnosis/programGraph.js';
import { isTable, slotReading, tableReading } from '../../diagnosis/slotReading.js';
import type { LossProgram, Slot } from '../../program/lossProgram.js';
import type { VariableInfo } from '../../protocol/records.js';
import type { OpenProgram } from '../../program/openProgram.js';
import type { RecordedProgram } from '../../program/programSource.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { passOverElements } from '../statistics/elementPass.js';
import type { StatisticsReader } from '../statistics/reader.js';

/** Results of ops that are read at one step, at most: beyond, later slots have no reading. */
const MOST_ELEMENTS = 8e6;

/** What the hooks know of a Variable. */
export type Describe = (
  variable: Variable,
) => VariableInfo & { assigned: boolean; applied: { file: string; line: number }[] };

export interface ProgramReader {
  core: TensorflowCore;
  statistics: StatisticsReader;
  describe: Describe;
}

/** @throws what the replay throws */
export function readProgram(
  { core, statistics, describe }: ProgramReader,
  { step, program, weights, check }: RecordedProgram,
  opened: OpenProgram,
): ProgramEvidence {
  const graph = programGraph(program);
  const readings = new Map<Slot, SlotReading>();
  const read = (tensor: Tensor, withTable: boolean) => {
    const { shape, dtype } = tensor;
    const sums =
      dtype === 'float32'
        ? statistics.measure(tensor, null)
        : passOverElements(Float32Array.from(tensor.dataSync()), null);
    return slotReading(sums, withTable && isTable(shape) ? tableReading(tensor.dataSync(), shape.at(-1)!) : null);
  };
  const tables = tablesOf(program);
  const slots = [...program.leaves.map(({ slot }) => slot), ...program.ops.flatMap(({ outputs }) => [...outputs])];
  core.tidy(() => {
    let elements = 0;
    opened.forward(weights, slots).forEach((tensor: Tensor, i) => {
      if (i >= program.leaves.length) elements += tensor.size;
      if (elements <= MOST_ELEMENTS) readings.set(slots[i]!, read(tensor, tables.has(slots[i]!)));
    });
  });
  const { registeredVariables } = core.engine().state as unknown as { registeredVariables: Record<string, Variable> };
  const untrained = program.untrained.flatMap(({ name, kernel }): StateVariable[] => {
    const variable = registeredVariables[name];
    if (!variable || variable.dtype !== 'float32') return [];
    return [{ ...describe(variable), kernel, reading: read(variable, true), trainable: variable.trainable }];
  });
  const assigned = new Set<number>();
  const applications = new Map<number, { file: string; line: number }[]>();
  program.variables.forEach(({ name }, row) => {
    const variable = registeredVariables[name];
    const { assigned: wasAssigned, applied } = variable ? describe(variable) : NOTHING_KNOWN;
    if (wasAssigned) assigned.add(row);
    if (applied.length > 0) applications.set(row, applied);
  });
  return {
    ...{ step, program, check, readings, untrained, assigned, applications },
    ...{ update: null, firstUpdates: null, graph },
  };
}

const NOTHING_KNOWN = { assigned: false, applied: [] };

/** Slots whose columns are read one by one, which needs all values in JavaScript: data and weights, tables, and units that may be dead. */
function tablesOf({ leaves, ops, slots }: LossProgram): Set<Slot> {
  const tables = new Set(leaves.map(({ slot }) => slot));
  for (const op of ops) {
    for (const slot of op.outputs)
      if (slots[slot]!.shape.length === 2 || isKernel(op, 'Relu', 'Relu6')) tables.add(slot);
  }
  return tables;
}
