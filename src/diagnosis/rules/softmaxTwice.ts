/**
 * The cross-entropy takes the softmax (or sigmoid) itself, and is given what already went through one.
 *
 * Evidence: in the loss program the logits of the cross-entropy are the result of Softmax or Sigmoid.
 * Then the scores lie in [0, 1], the loss cannot come below ln(1 + (k − 1)/e) for k classes, and gradients are small.
 * Silent: where the probabilities only pass through as targets (distillation), or are scaled before (a temperature).
 */
import { comparisons } from '../comparison.js';
import { diagnosed } from '../finding.js';
import { slotPlace } from '../place.js';
import { isKernel } from '../programGraph.js';
import type { Rule } from '../rule.js';

export const softmaxTwice: Rule = {
  name: 'softmax-twice',
  family: 'loss-mismatch',
  when: ['probe'],
  thresholds: {},
  examine({ programs }) {
    const probe = programs[0];
    if (!probe) return [];
    return comparisons(probe.graph).flatMap(({ kind, prediction }) => {
      const maker = probe.graph.maker(prediction);
      const isTwice =
        kind === 'softmax logits'
          ? isKernel(maker, 'Softmax', 'Sigmoid', 'Tanh')
          : kind === 'sigmoid logits' && isKernel(maker, 'Sigmoid', 'Softmax', 'Tanh');
      if (!isTwice || !isKernel(maker, 'Softmax', 'Sigmoid', 'Tanh')) return [];
      const name = maker.kernel.toLowerCase();
      const classes = probe.program.slots[prediction]!.shape.at(-1) ?? 1;
      // Scores from `low` to 1: the best that the loss can be.
      const low = name === 'tanh' ? -1 : 0;
      const floor =
        kind === 'softmax logits' ? Math.log(1 + (classes - 1) * Math.exp(low - 1)) : Math.log(1 + Math.exp(-1));
      return diagnosed({
        severity: 'error',
        since: probe.step,
        place: slotPlace(probe.graph, prediction),
        layer: maker.source?.layer ?? null,
        option: /activation/,
        message: `${name === kind.split(' ')[0] ? `${name} is applied twice` : `The scores go through ${name} first`}: the loss takes the ${kind.split(' ')[0]!} itself, of scores in [${low}, 1], so it cannot come below ${floor.toFixed(3)}`,
        evidence: { activation: name, classes, lowestLoss: floor },
        advice: `Give the loss the scores themselves: take the ${name} out of the last layer (activation: 'linear').`,
      });
    });
  },
};
