/**
 * A penalty is computed in the loss function, and the loss does not depend on it.
 *
 * Evidence: a single number made of trained variables and constants alone, that no other op and not the loss needs.
 * Silent: for numbers that depend on data (metrics), and where the loss has another summand of the weights alone.
 */
import { unusedPenalties } from '../../program/unusedResults.js';
import { diagnosed } from '../finding.js';
import { trainingPlace } from '../place.js';
import type { Rule } from '../rule.js';

export const unusedPenalty: Rule = {
  name: 'penalty-unused',
  family: 'regularization',
  when: ['probe'],
  thresholds: {},
  examine({ programs, payload, source: textOf }) {
    const [probe] = programs;
    if (!probe) return [];
    return unusedPenalties(probe.program).flatMap(({ source, kernel }) => {
      const line = source && textOf(source.file)?.split('\n')[source.line - 1];
      const name = /\b(?:const|let|var)\s+([\w$]+)\s*=/.exec(line ?? '')?.[1];
      return diagnosed({
        ...{ subject: String(source?.line), severity: 'warning', since: probe.step },
        place: source ? { file: source.file, line: source.line } : trainingPlace(payload),
        message: `${name ? `The penalty ${name}` : 'A penalty on the weights'} is computed, and the loss does not depend on it`,
        evidence: name ? { kernel, name } : { kernel },
        advice: 'Add it to what the loss function returns.',
      });
    });
  },
};
