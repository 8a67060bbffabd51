/**
 * A penalty is computed in the loss function, and the loss does not depend on it.
 *
 * Evidence: a single number made of trained variables and constants alone, that no other op and not the loss needs.
 * Silent: for numbers that depend on data (metrics), and where the loss has another summand of the weights alone.
 */
import { diagnosed } from '../finding.js';
import { trainingPlace } from '../place.js';
import type { Rule } from '../rule.js';

export const unusedPenalty: Rule = {
  name: 'penalty-unused',
  family: 'regularization',
  when: ['probe'],
  thresholds: {},
  examine({ programs, payload }) {
    const probe = programs[0];
    return (probe?.program.unused ?? []).flatMap(({ ofWeightsAlone, source, kernel }) => {
      if (!ofWeightsAlone || probe!.program.reads.some((read) => read.source?.line === source?.line)) return [];
      return diagnosed({
        ...{ subject: String(source?.line), severity: 'warning', since: probe!.step },
        place: source ? { file: source.file, line: source.line } : trainingPlace(payload),
        message: 'A penalty on the weights is computed, and the loss does not depend on it',
        evidence: { kernel },
        advice: 'Add it to what the loss function returns.',
      });
    });
  },
};
