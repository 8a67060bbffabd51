/**
 * A cross-entropy of probabilities is given numbers that are none: the last layer has no softmax or sigmoid.
 *
 * Evidence: what the logarithm is taken of is not made by Softmax, Sigmoid, Exp or a division, and values outside of [0, 1] were
 * measured in it. TensorFlow.js clips them at 1e-7, where the gradient is zero.
 */
import { comparisons } from '../comparison.js';
import { diagnosed } from '../finding.js';
import { formatNumber } from '../../format/number.js';
import { slotPlace } from '../place.js';
import type { Rule } from '../rule.js';

export const unboundedProbabilities: Rule = {
  name: 'log-of-scores',
  family: 'loss-mismatch',
  when: ['probe'],
  thresholds: {},
  examine({ programs }) {
    const probe = programs[0];
    if (!probe) return [];
    return comparisons(probe.graph).flatMap(({ kind, prediction }) => {
      const reading = probe.readings.get(prediction);
      if (kind !== 'probabilities' || !reading || (reading.min >= 0 && reading.max <= 1 + 1e-6)) return [];
      return diagnosed({
        severity: 'error',
        since: probe.step,
        place: slotPlace(probe.graph, prediction),
        layer: probe.graph.maker(prediction)?.source?.layer ?? null,
        message: `The cross-entropy takes the logarithm of numbers that are no probabilities: ${formatNumber(reading.min)} to ${formatNumber(reading.max)}`,
        evidence: { min: reading.min, max: reading.max },
        advice: 'End the model in softmax (one unit: sigmoid), or use a loss that takes logits.',
      });
    });
  },
};
