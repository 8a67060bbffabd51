/**
 * The targets lie outside of what the last activation can give: the loss cannot come down there.
 *
 * Evidence: a difference loss whose prediction is made by Sigmoid, Tanh or Softmax, or by Relu where targets are negative, and targets measured
 * beyond its range by more than `beyond` of that range.
 */
import { comparisons } from '../comparison.js';
import { diagnosed } from '../finding.js';
import { formatNumber } from '../../format/number.js';
import { slotPlace } from '../place.js';
import { isKernel } from '../programGraph.js';
import type { Rule } from '../rule.js';

const RANGES: Record<string, [number, number]> = {
  Sigmoid: [0, 1],
  Softmax: [0, 1],
  Tanh: [-1, 1],
  Relu: [0, Infinity],
  Relu6: [0, 6],
};

export const boundedOutput: Rule = {
  name: 'targets-out-of-reach',
  family: 'loss-mismatch',
  when: ['probe'],
  thresholds: { beyond: 0.1 },
  examine({ programs }, { beyond }) {
    const probe = programs[0];
    if (!probe) return [];
    return comparisons(probe.graph).flatMap(({ kind, prediction, target }) => {
      const maker = probe.graph.maker(prediction);
      const targets = probe.readings.get(target);
      if (kind !== 'difference' || !targets || !isKernel(maker, ...Object.keys(RANGES))) return [];
      const [low, high] = RANGES[maker.kernel]!;
      const margin = beyond! * (Number.isFinite(high) ? high - low : 1);
      if (targets.min >= low - margin && targets.max <= high + margin) return [];
      return diagnosed({
        severity: 'error',
        since: probe.step,
        place: slotPlace(probe.graph, prediction),
        layer: maker.source?.layer ?? null,
        option: /activation/,
        message: `${maker.kernel.toLowerCase()} ends at ${low} to ${formatNumber(high)}, and the targets go from ${formatNumber(targets.min)} to ${formatNumber(targets.max)}`,
        evidence: { activation: maker.kernel.toLowerCase(), targets: { min: targets.min, max: targets.max } },
        advice: "Leave the last layer linear (activation: 'linear'), or scale the targets into its range.",
      });
    });
  },
};
