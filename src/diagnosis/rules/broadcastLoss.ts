/**
 * Predictions of shape [n, 1] and targets of shape [n] broadcast to n × n: each prediction is compared with every target.
 *
 * Evidence: the op that compares them gives [n, n] from [n, 1] and [n], and n is above 1.
 * Silent: for other shapes (pairwise distances are made of [n, 1, d] and [1, m, d]).
 */
import { diagnosed } from '../finding.js';
import { opPlace } from '../place.js';
import { inputsOf, isKernel } from '../programGraph.js';
import type { Rule } from '../rule.js';

export const broadcastLoss: Rule = {
  name: 'targets-broadcast',
  family: 'reduction',
  when: ['probe'],
  thresholds: {},
  examine({ programs }) {
    const probe = programs[0];
    if (!probe) return [];
    const { graph, program } = probe;
    return graph.allOps.flatMap((op) => {
      if (!isKernel(op, 'Sub', 'SquaredDifference', 'Multiply')) return [];
      const inputs = inputsOf(op);
      const column = inputs.find(
        (slot) => program.slots[slot]!.shape.length === 2 && program.slots[slot]!.shape[1] === 1,
      );
      const line = inputs.find((slot) => program.slots[slot]!.shape.length === 1);
      if (column === undefined || line === undefined) return [];
      const [n] = program.slots[column]!.shape;
      if (n! < 2 || program.slots[line]!.shape[0] !== n) return [];
      const trained = inputs.filter((slot) => graph.variables(slot).size > 0);
      if (trained.length !== 1) return [];
      return diagnosed({
        ...{ subject: String(op.outputs[0]), severity: 'error', since: probe.step, place: opPlace(op) },
        message: `[${n}, 1] and [${n}] broadcast to [${n}, ${n}]: each prediction is compared with every target`,
        evidence: { shapes: inputs.map((slot) => program.slots[slot]!.shape) },
        advice: 'Give both the same shape: squeeze the predictions, or reshape the targets to [n, 1].',
      });
    });
  },
};
