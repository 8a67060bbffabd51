/**
 * A hand-written Adam whose bias correction is missing, or does not follow the step.
 *
 * Measure: Adam's moments (β₁ 0.9, β₂ 0.999) are run over the recorded gradients of the first steps; of each form of correction the relative error of
 * the updates is known. Holds where a wrong form fits within `fits` and the right one is off by more than three times that.
 * Silent: for optimizers of TensorFlow.js; for all that is not Adam (no form fits).
 * Source: Kingma and Ba, Adam, section 3.
 */
import { formatShare } from '../../format/number.js';
import { diagnosed } from '../finding.js';
import { trainingPlace } from '../place.js';
import type { AdamFit } from '../programEvidence.js';
import { lineNear } from '../sourcePlace.js';
import type { Rule } from '../rule.js';

const WHAT: Record<Exclude<keyof AdamFit, 'both'>, string> = {
  none: 'its bias correction is missing, or does not follow the step',
  firstOnly: 'its second moment is not corrected',
  secondOnly: 'its first moment is not corrected',
};

export const biasCorrection: Rule = {
  name: 'bias-correction',
  family: 'optimizer-bug',
  when: ['probe', 'end'],
  thresholds: { fits: 0.02 },
  examine(evidence, { fits }) {
    const { payload, programs } = evidence;
    const fit = programs.findLast(({ firstUpdates }) => firstUpdates)?.firstUpdates?.adam;
    if (payload.optimizer !== null || !fit) return [];
    const form = (Object.keys(WHAT) as (keyof typeof WHAT)[]).find((name) => fit[name] < fits!);
    if (!form || !(fit.both > 3 * fits!)) return [];
    return [
      diagnosed({
        ...{ severity: 'warning', since: 1 },
        place:
          lineNear(evidence, /mHat|m_hat|(?:beta|b|\b0?\.9+)\w* *\*\*|Math\.pow\(|\.sqrt\(\)/i, 60) ??
          trainingPlace(payload),
        message: `The updates are those of Adam, and ${WHAT[form]}: they fit that within ${formatShare(fit[form])}, and are ${formatShare(fit.both)} off Adam's own`,
        evidence: { errors: fit },
        advice: 'Divide the moments by 1 − β₁ᵗ and 1 − β₂ᵗ, with t the number of the current step from 1.',
      }),
    ];
  },
};
