/** What the values of a loss program were: one replay, in place, with the weights that are there now. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { ProgramEvidence, SlotReading, StateVariable } from '../../diagnosis/programEvidence.js';
import { programGraph } from '../../diagnosis/programGraph.js';
import { slotReading } from '../../diagnosis/slotReading.js';
import type { Slot } from '../../program/lossProgram.js';
import { openProgram, type Core } from '../../program/openProgram.js';
import type { RecordedProgram } from '../../program/programSource.js';

/** Values that are read at one step, at most: beyond, later slots have no reading. */
const MOST_ELEMENTS = 8e6;

/** What the hooks know of a Variable. */
export type Describe = (variable: Variable) => Omit<StateVariable, 'trainable'>;

/** @throws what the replay throws */
export function readProgram(
  core: Core,
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
  return { step, program, check, readings, states: statesOf(core, program, describe), update: null, graph };
}

function statesOf(core: Core, { leaves }: RecordedProgram['program'], describe: Describe): Map<Slot, StateVariable> {
  const states = new Map<Slot, StateVariable>();
  const { registeredVariables } = core.engine().state as unknown as { registeredVariables: Record<string, Variable> };
  for (const leaf of leaves) {
    const variable = leaf.kind === 'state' ? registeredVariables[leaf.name] : undefined;
    if (variable) states.set(leaf.slot, { ...describe(variable), trainable: variable.trainable });
  }
  return states;
}
