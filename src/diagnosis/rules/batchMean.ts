/**
 * A mean or sum over the samples of the batch inside the network: every sample gets the same prediction.
 *
 * Evidence: a Mean or Sum over the first axis of a table of n samples × k, whose single row goes into further weights, while the targets have n rows.
 * Silent: where the mean is only subtracted or divided by (normalisation), and for other ranks.
 */
import { comparisons } from '../comparison.js';
import { diagnosed } from '../finding.js';
import { opPlace } from '../place.js';
import { inputsOf, isKernel } from '../programGraph.js';
import type { Rule } from '../rule.js';
import { ancestors, weightOps } from '../weightOps.js';

export const batchMean: Rule = {
  name: 'mean-over-batch',
  family: 'reduction',
  when: ['probe'],
  thresholds: {},
  examine({ programs }) {
    const probe = programs[0];
    if (!probe) return [];
    const { graph, program } = probe;
    const shape = (slot: number) => program.slots[slot]!.shape;
    const targets = comparisons(graph).map(({ target }) => shape(target)[0]);
    return program.ops.flatMap((op) => {
      if (!isKernel(op, 'Mean', 'Sum', 'Max')) return [];
      const [from, to] = [shape(inputsOf(op)[0]!), shape(op.outputs[0]!)];
      const rows = from[0] ?? 0;
      const isRow = from.length === 2 && to.at(-1) === from[1] && (to.length === 1 || to[0] === 1);
      if (!isRow || rows < 4 || from[1]! < 2 || rows === from[1] || !targets.includes(rows)) return [];
      const weighed = weightOps(graph).some(
        ({ input }) => shape(graph.origin(input))[0] !== rows && ancestors(graph, input).has(op.outputs[0]!),
      );
      if (!weighed || graph.variables(op.outputs[0]!).size === 0) return [];
      return diagnosed({
        ...{ subject: String(op.outputs[0]), severity: 'error', since: probe.step, place: opPlace(op) },
        message: `${op.kernel.toLowerCase()} of [${from.join(', ')}] runs over the ${rows} samples: all of them get the same prediction`,
        evidence: { from, to },
        advice: 'Reduce over the features or positions (axis 1), and leave the batch axis alone.',
      });
    });
  },
};
