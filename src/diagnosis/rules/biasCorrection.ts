/**
 * A hand-written Adam whose bias correction is missing, or does not follow the step.
 *
 * Measure: the first updates move every element by the same (spread of |Δw| over its mean below `spread`), as Adam's do. While the gradient
 * stays as it is, Adam's steps keep their size; with a correction that does not follow the step the sizes go as
 * (1 − β₁ᵗ)/√(1 − β₂ᵗ): 1, 1.34, 1.57 for β 0.9 and 0.999; where only the second moment is corrected as 1, 1.9, 2.71.
 * Holds where the second and third update are within `near` of these, and the gradient's norm changed by less than a fifth.
 * Silent: for optimizers of TensorFlow.js; for RMSprop and Adagrad (steps shrink) and warm-up (1, 2, 3).
 * Source: Kingma and Ba, Adam, section 3.
 */
import { formatNumber } from '../../format/number.js';
import { gradientNormAt, normAt, type StepReading } from '../evidence.js';
import { diagnosed } from '../finding.js';
import { trainingPlace } from '../place.js';
import { lineNear } from '../sourcePlace.js';
import type { Rule } from '../rule.js';

const SERIES = [
  { second: 1.344, third: 1.566, what: 'the bias correction is missing or does not follow the step' },
  { second: 1.9, third: 2.71, what: 'the first moment is not corrected' },
  { second: 0.7075, third: 0.578, what: 'the second moment is not corrected' },
];

export const biasCorrection: Rule = {
  name: 'bias-correction',
  family: 'optimizer-bug',
  when: ['step'],
  thresholds: { spread: 0.05, near: 0.03 },
  examine(evidence, { spread, near }) {
    const { payload, first, programs, steps } = evidence;
    if (payload.optimizer !== null || steps < 3 || steps > 8) return [];
    const update = programs[0]?.update;
    if (programs[0]?.step !== 1 || !update || !(update.spread < spread!)) return [];
    const sizes = first.slice(0, 3).map((reading) => updateNorm(reading, payload.variables.length));
    const gradients = first.slice(0, 3).map((reading) => gradientNormAt(reading, payload.variables));
    if (!gradients.every((norm) => Math.abs(norm / gradients[0]! - 1) < 0.2)) return [];
    const [second, third] = [sizes[1]! / sizes[0]!, sizes[2]! / sizes[0]!];
    const found = SERIES.find(
      (one) => Math.abs(second / one.second - 1) < near! && Math.abs(third / one.third - 1) < near! * 1.5,
    );
    // An RMSprop without momentum shrinks alike: the first step of Adam with β₁ uncorrected is told by its size alone.
    if (!found || found.second < 1) return [];
    return [
      diagnosed({
        ...{ severity: 'warning', since: 1, place: lineNear(evidence, /1 - \w*beta|\*\* *\w+|Math\.pow\(/i) ?? trainingPlace(payload) },
        message: `The first three updates grow as 1, ${formatNumber(second)}, ${formatNumber(third)} while the gradient stays: ${found.what}`,
        evidence: { updates: sizes, gradients },
        advice: 'Divide the moments by 1 − β₁ᵗ and 1 − β₂ᵗ, with t the number of the current step from 1.',
      }),
    ];
  },
};

function updateNorm(reading: StepReading, variables: number): number {
  let squares = 0;
  for (let row = 0; row < variables; row++) squares += normAt(reading, row, 'update') ** 2;
  return Math.sqrt(squares);
}
