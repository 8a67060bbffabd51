/**
 * A penalty is declared in the program, and nothing ever calls or uses it.
 *
 * Evidence: the loss has no summand of the weights alone and no declared regularizer, and the program's file declares a function or value
 * whose name says penalty, regularization or weight decay, which is not exported and named nowhere else.
 */
import { diagnosed } from '../finding.js';
import { trainingPlace } from '../place.js';
import type { Rule } from '../rule.js';

const DECLARED = /^\s*(?:const|let|var|(?:async )?function)\s+([A-Za-z_$][\w$]*)/;
const NAMED = /penalt|regulari|weight_?decay|l1loss|l2loss|^l[12]$|lasso|ridge/i;

export const uncalledPenalty: Rule = {
  name: 'penalty-never-called',
  family: 'regularization',
  when: ['end'],
  thresholds: {},
  examine({ payload, programs, source, steps }) {
    const place = trainingPlace(payload);
    const text = place && source(place.file);
    if (
      !text ||
      steps < 2 ||
      payload.terms.length > 0 ||
      programs[0]?.program.unused.some(({ ofWeightsAlone }) => ofWeightsAlone)
    )
      return [];
    const code = text.split('\n').map((line) => line.replace(/\/\/.*$/, ''));
    return code.flatMap((line, i) => {
      const name = DECLARED.exec(line)?.[1];
      if (name === undefined || !NAMED.test(name)) return [];
      const word = new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`, 'g');
      if ((code.join('\n').match(word) ?? []).length !== 1) return [];
      return diagnosed({
        ...{
          subject: name,
          severity: 'warning',
          since: programs[0]?.step ?? 1,
          place: { file: place.file, line: i + 1 },
        },
        message: `${name} is declared and never used: the loss has no penalty`,
        evidence: { name },
        advice: `Add ${name} to the loss, or take it out.`,
      });
    });
  },
};
