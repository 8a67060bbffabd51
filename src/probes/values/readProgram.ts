/** What the values of a loss program were: one replay, in place, with the weights that it was recorded with. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ProgramEvidence, SlotReading } from '../../diagnosis/programEvidence.js';
import { programGraph } from '../../diagnosis/programGraph.js';
import { slotReading } from '../../diagnosis/slotReading.js';
import type { Slot } from '../../program/lossProgram.js';
import { openProgram, type Core } from '../../program/openProgram.js';
import type { RecordedProgram } from '../../program/programSource.js';

/** Values that are read at one step, at most: beyond, later slots have no reading. */
const MOST_ELEMENTS = 8e6;

/** @throws what the replay throws */
export function readProgram(core: Core, { step, program, weights, check }: RecordedProgram): ProgramEvidence {
  const graph = programGraph(program);
  const readings = new Map<Slot, SlotReading>();
  for (const leaf of program.leaves) {
    if (leaf.kind !== 'variable') readings.set(leaf.slot, slotReading(leaf.values, program.slots[leaf.slot]!.shape));
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
  return { step, program, check, readings, graph };
}
