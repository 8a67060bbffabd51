/**
 * λ1 of the loss is above the stability limit of the optimizer in use, and the training does not get on: each step overshoots.
 *
 * Measure: the bracket of λ1 (of P^-½HP^-½ for adaptive optimizers) over all recorded samples against 2/η or the optimizer's own limit. Holds where the
 * lower end is above the limit in at least half of the measurements, while the loss has not lost `progress` of its start or is still at what a
 * constant prediction gives.
 * Silent: where training makes progress (at the edge of stability λ1 hovers about the limit and the loss falls all the same); where only the value or the
 * upper end is above; before `steps` steps; for losses below zero or without targets (rewards), and where several trainings play against each other.
 * Source: Cohen et al. 2021, "Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability".
 */
import { formatNumber } from '../../format/number.js';
import { isStuck } from '../chance.js';
import { comparisons } from '../comparison.js';
import { diagnosed } from '../finding.js';
import type { Rule } from '../rule.js';
import { ratePlace } from '../sourcePlace.js';
import { isAbove, stabilityReadings } from '../stability.js';

export const aboveLimit: Rule = {
  name: 'step-above-limit',
  family: 'unstable-step',
  when: ['curvature', 'end'],
  thresholds: { progress: 0.1, steps: 20 },
  examine(evidence, { progress, steps }) {
    const { loss, programs, recent, trainedElsewhere } = evidence;
    if (!evidence.ended || evidence.steps < steps! || !(loss.start > 0) || trainedElsewhere.size > 0) return [];
    const readings = stabilityReadings(evidence);
    const above = readings.filter(isAbove);
    const worst = above.at(-1);
    if (!worst || above.length < readings.length / 2) return [];
    // The mean of the first steps may already have risen.
    if (loss.smoothed < (1 - progress!) * loss.first || !isStuck(evidence, progress!)) return [];
    if (!programs[0] || comparisons(programs[0].graph).length === 0) return [];
    const rate = recent.at(-1)?.payload.learningRate ?? null;
    const { held, lower, upper, limit, rule, samples, lambda, residual, step } = worst;
    const where = samples === null ? '' : ` on ${samples} samples`;
    return [
      diagnosed({
        ...{ severity: 'error', since: above[0]!.step, place: ratePlace(evidence) },
        message: `The steps are too long for this loss: λ1${where} lies between ${formatNumber(lower)} and ${formatNumber(upper)}, above the limit ${formatNumber(limit)} (${rule}), and the loss does not fall`,
        evidence: {
          ...{ lambda1: lambda, residual, held, lower, upper, limit, rule, samples, measuredAt: step },
          ...{ learningRate: rate, start: loss.start, smoothed: loss.smoothed },
        },
        advice:
          rate === null
            ? `Take steps ${formatNumber(upper / limit)} times shorter or more.`
            : `Lower the learning rate: it is ${formatNumber(rate)}, and the curvature allows about ${formatNumber((rate * limit) / upper)}.`,
      }),
    ];
  },
};
