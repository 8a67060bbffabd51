/**
 * The learning rate is zero, the updates are far too small to matter, or the schedule ran out.
 *
 * Measure: the update ratio ‖Δw‖/‖w‖, largest over the variables that do not start at zero, median over the recent steps; usual is about 1e-3.
 * Holds where it is below `ratio`, or the rate is exactly 0, while the loss has not moved by `progress` of its start; or where the rate of all
 * recent steps is below `left` of the first, the gradient is still a fifth of what it was, and the loss has lost less than half.
 * Silent: before `steps` steps; where the gradient is zero (that is another finding); where the loss is as low as it was ever meant
 * to be (it has moved); where the rate began at that size as a warm-up and still grows.
 * Source: A. Karpathy, CS231n notes, "Ratio of weights:updates" (about 1e-3).
 */
import { formatNumber } from '../../format/number.js';
import { gradientNormAt, normAt, updateRatioAt, type Evidence } from '../evidence.js';
import { diagnosed } from '../finding.js';
import { lineNear, ratePlace } from '../sourcePlace.js';
import type { Rule } from '../rule.js';
import { median } from '../statistics.js';

export const slowStep: Rule = {
  name: 'update-too-small',
  family: 'slow-step',
  when: ['end'],
  thresholds: { ratio: 2e-5, progress: 0.02, left: 1e-4, steps: 20 },
  examine(evidence, { ratio, progress, left, steps }) {
    const { payload, loss, recent, first } = evidence;
    if (evidence.steps < steps! || evidence.nonFinite || payload.variables.length === 0) return [];
    const largest = median(recent.map((reading) => Math.max(...ratiosAt(evidence, reading))));
    const rate = recent.at(-1)?.payload.learningRate ?? null;
    const gradient = median(recent.map((reading) => gradientNormAt(reading, payload.variables)));
    const firstGradient = median(first.slice(0, 8).map((reading) => gradientNormAt(reading, payload.variables)));
    const rates = (list: typeof recent) => list.map((reading) => reading.payload.learningRate ?? NaN);
    const began = Math.max(...rates(first));
    const most = Math.max(...rates(recent));
    const ranOut = evidence.steps >= 64 && most < left! * began && gradient > firstGradient / 5 && loss.progress < 0.5;
    const isGrowing = rate !== null && rate > 2 * (rates(first)[0] ?? NaN);
    const isSmall = (largest < ratio! || rate === 0) && loss.progress < progress! && !isGrowing;
    if (!(gradient > 0) || !(gradient > firstGradient * 1e-3) || !(ranOut || isSmall)) return [];
    const message = ranOut
      ? `The schedule ran out: the rate fell from ${formatNumber(began)} to ${formatNumber(most)} while the gradient is still ${formatNumber(gradient)}`
      : `The steps are too small to train: the largest update is ${formatNumber(largest)} of its weights (about 1e-3 is usual)`;
    return [
      diagnosed({
        ...{ severity: 'warning', since: recent[0]!.step, message },
        place:
          (ranOut
            ? lineNear(evidence, /setLearningRate|learningRate *[*/]?=[^=]|\b(?:rate|lr)\b *[*/]?=[^=]/)
            : null) ?? ratePlace(evidence),
        evidence: {
          updateRatio: largest,
          learningRate: rate,
          firstRate: began,
          gradientNorm: gradient,
          progress: loss.progress,
        },
        advice: ranOut
          ? 'Lower the rate more slowly: once an epoch, or to a tenth at the end.'
          : rate === null
            ? 'Raise the learning rate.'
            : `Raise the learning rate: it is ${formatNumber(rate)}.`,
      }),
    ];
  },
};

function ratiosAt(evidence: Evidence, reading: Evidence['recent'][number]): number[] {
  const { payload, first } = evidence;
  const rows = payload.variables.map((_, row) => row);
  // A bias that starts at zero is as large as its updates.
  const grown = rows.filter((row) => {
    const [begun] = first;
    return begun && normAt(begun, row, 'weight') > 2 * normAt(begun, row, 'update');
  });
  return (grown.length > 0 ? grown : rows)
    .map((row) => updateRatioAt(reading, row))
    .filter((value) => !Number.isNaN(value));
}
