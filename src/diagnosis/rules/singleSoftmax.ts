/**
 * A softmax over one number: its result is 1 whatever the input, and its gradient is zero.
 *
 * Evidence: a Softmax or LogSoftmax in the loss program whose last dimension is 1.
 */
import { diagnosed } from '../finding.js';
import { opPlace } from '../place.js';
import { inputsOf, isKernel } from '../programGraph.js';
import type { Rule } from '../rule.js';

export const singleSoftmax: Rule = {
  name: 'softmax-of-one',
  family: 'loss-mismatch',
  when: ['probe'],
  thresholds: {},
  examine({ programs }) {
    const probe = programs[0];
    if (!probe) return [];
    return probe.program.ops.flatMap((op) => {
      if (!isKernel(op, 'Softmax', 'LogSoftmax')) return [];
      const { shape } = probe.program.slots[inputsOf(op)[0]!]!;
      if (shape.at(-1) !== 1) return [];
      return diagnosed({
        severity: 'error',
        since: probe.step,
        place: opPlace(op),
        layer: op.source?.layer ?? null,
        option: /activation|units/,
        message: 'softmax of a single unit is always 1: nothing can be learnt through it',
        evidence: { shape },
        advice: "Use activation: 'sigmoid' for one unit, or one unit for each class.",
      });
    });
  },
};
