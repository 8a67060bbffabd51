/** What the values of a loss program were: one replay, in place, with the weights that are there now. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { ProgramEvidence, SlotReading, StateVariable } from '../../diagnosis/programEvidence.js';
import { programGraph } from '../../diagnosis/programGraph.js';
import { slotReading } from '../../diagnosis/slotReading.js';
import type { Slot } from '../../program/lossProgram.js';
import type { VariableInfo } from '../../protocol/records.js';
import { openProgram } from '../../program/openProgram.js';
import type { RecordedProgram } from '../../program/programSource.js';
import type { TensorflowCore } from '../../tensorflow/core.js';

/** Values that are read at one step, at most: beyond, later slots have no reading. */
const MOST_ELEMENTS = 8e6;

/** What the hooks know of a Variable. */
export type Describe = (variable: Variable) => VariableInfo & { assigned: boolean };

/** @throws what the replay throws */
export function readProgram(
  core: TensorflowCore,
  { step, program, weights, check }: RecordedProgram,
  describe: Describe,
): ProgramEvidence {
  const graph = programGraph(program);
  const readings = new Map<Slot, SlotReading>();
  for (const leaf of program.leaves) {
    const values = leaf.kind === 'variable' ? weights[leaf.variable]!.dataSync() : leaf.values;
    readings.set(leaf.slot, slotReading(values, program.slots[leaf.slot]!.shape));
  }
  const slots = program.ops.flatMap(({ outputs }) => [...outputs]);
  const opened = openProgram(core, program);
  try {
    core.tidy(() => {
      let elements = 0;
      opened.forward(weights, slots).forEach((tensor: Tensor, i) => {
        elements += tensor.size;
        if (elements <= MOST_ELEMENTS) readings.set(slots[i]!, slotReading(tensor.dataSync(), tensor.shape));
      });
    });
  } finally {
    opened.dispose();
  }
  const { registeredVariables } = core.engine().state as unknown as { registeredVariables: Record<string, Variable> };
  const untrained = program.untrained.flatMap(({ name, kernel }): StateVariable[] => {
    const variable = registeredVariables[name];
    if (!variable || variable.dtype !== 'float32') return [];
    const reading = slotReading(variable.dataSync(), variable.shape);
    return [{ ...describe(variable), kernel, reading, trainable: variable.trainable }];
  });
  const assigned = new Set<number>();
  program.variables.forEach(({ name }, row) => {
    const variable = registeredVariables[name];
    if (variable && describe(variable).assigned) assigned.add(row);
  });
  return { step, program, check, readings, untrained, assigned, update: null, firstUpdates: null, graph };
}
