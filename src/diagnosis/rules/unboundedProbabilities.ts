/**
 * A cross-entropy of probabilities is given numbers that are none: the last layer has no softmax or sigmoid.
 *
 * Evidence: what the logarithm is taken of is not made by Softmax, Sigmoid, Exp or a division, and values outside of [0, 1] were
 * measured in it (above 1 only where the targets are one-hot: a Poisson loss takes logarithms of rates). TensorFlow.js clips them at 1e-7, where the gradient is zero.
 */
import { comparisons } from '../comparison.js';
import { diagnosed } from '../finding.js';
import { formatNumber } from '../../format/number.js';
import { slotPlace } from '../place.js';
import { isKernel } from '../programGraph.js';
import type { Rule } from '../rule.js';

const POSITIVE = ['Softmax', 'Sigmoid', 'Exp', 'RealDiv', 'Softplus'];

export const unboundedProbabilities: Rule = {
  name: 'log-of-scores',
  family: 'loss-mismatch',
  when: ['probe'],
  thresholds: {},
  examine({ programs }) {
    const probe = programs[0];
    if (!probe) return [];
    return comparisons(probe.graph).flatMap(({ kind, prediction, target }) => {
      const reading = probe.readings.get(prediction);
      if (kind !== 'probabilities' || !reading || isKernel(probe.graph.maker(prediction), ...POSITIVE)) return [];
      const rows = probe.readings.get(target)?.rows;
      const isOneHot = rows?.single === rows?.count && rows?.sumMax === 1;
      if (reading.min >= 0 && (reading.max <= 1 + 1e-6 || !isOneHot)) return [];
      return diagnosed({
        severity: 'error',
        since: probe.step,
        place: slotPlace(probe.graph, prediction),
        layer: probe.graph.maker(prediction)?.source?.layer ?? null,
        option: /activation/,
        message: `The cross-entropy takes the logarithm of numbers that are no probabilities: ${formatNumber(reading.min)} to ${formatNumber(reading.max)}`,
        evidence: { min: reading.min, max: reading.max },
        advice: 'End the model in softmax (one unit: sigmoid), or use a loss that takes logits.',
      });
    });
  },
};
