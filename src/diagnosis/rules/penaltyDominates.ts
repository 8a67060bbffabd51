/**
 * The penalty outweighs the data so far that nothing is learnt from them.
 *
 * Measure: summands of the loss that depend on no data, over the whole loss. Holds where they are above `share` of the loss at the first probe or the last,
 * and the summands of the data have not fallen by `progress`, or are what a constant prediction gives.
 */
import type { Evidence } from '../evidence.js';
import { formatNumber, formatShare } from '../../format/number.js';
import type { Slot } from '../../program/lossProgram.js';
import { productOf, programReader } from '../../program/terms/linearOps.js';
import { lossTerms } from '../../program/terms/lossTerms.js';
import { constantLoss } from '../chance.js';
import { diagnosed } from '../finding.js';
import { opPlace, trainingPlace, variablePlace } from '../place.js';
import type { ProgramEvidence } from '../programEvidence.js';
import type { Rule } from '../rule.js';
import { lineNear } from '../sourcePlace.js';

export const penaltyDominates: Rule = {
  name: 'penalty-dominates',
  family: 'regularization',
  when: ['end'],
  thresholds: { share: 0.8, progress: 0.15 },
  examine(evidence, { share, progress }) {
    const { programs, payload, steps } = evidence;
    const [first, last] = [programs[0], programs.at(-1)];
    if (!first || !last || first === last || steps < 10) return [];
    const [begun, ended] = [parts(first), parts(last)];
    if (begun.penalties.length === 0 || !(Math.max(begun.share, ended.share) > share!)) return [];
    const fallen = 1 - ended.data / begun.data;
    if (!(fallen < progress!) && !(ended.data > 0.93 * constantLoss(first))) return [];
    const [slot] = begun.penalties as [Slot];
    const [row] = first.graph.variables(slot);
    return [
      diagnosed({
        ...{ severity: 'warning', since: first.step },
        option: /[rR]egularizer/,
        place:
          factorPlace(evidence) ??
          opPlace(first.graph.maker(slot)) ??
          (row === undefined ? trainingPlace(payload) : variablePlace(payload, row)),
        layer: row === undefined ? null : (payload.variables[row]?.layer ?? null),
        variable: row === undefined ? null : (payload.variables[row]?.name ?? null),
        message: `The penalty is ${formatShare(begun.share)} of the loss at first, and the data's part stays at ${formatNumber(ended.data)}: only the penalty is minimised`,
        evidence: { share: begun.share, lastShare: ended.share, dataLoss: [begun.data, ended.data] },
        advice: 'Lower its factor: λ of 1e-4 to 1e-2 is usual.',
      }),
    ];
  },
};

/** A factor with a name of its own, for losses that are no declared regularizer. */
const factorPlace = (evidence: Evidence) =>
  evidence.payload.terms.length > 0
    ? null
    : lineNear(evidence, /\b(?:lambda|alpha|decay|l[12]|weight_?decay|strength)\w* *= *[\d.]/i, 60);

function parts({ program, readings }: ProgramEvidence) {
  const reader = programReader(program);
  const penalties: Slot[] = [];
  let [penalty, data] = [0, 0];
  for (const { of, parts: summands } of lossTerms(program)) {
    for (const { slot, factors } of summands) {
      const value = Math.abs((readings.get(slot)?.mean ?? NaN) * productOf(reader, factors));
      if (of === 'data') data += value;
      else {
        penalty += value;
        penalties.push(slot);
      }
    }
  }
  return { penalties, data, share: penalty / (penalty + data) };
}
