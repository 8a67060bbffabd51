/**
 * The updates go uphill: against the gradient of the recorded loss they have the wrong sign.
 *
 * Measure: cos(−Δw, g) at probed steps; downhill it is above zero. Holds where it is below `cosine` at most of at least three probes,
 * the first among them, and the loss does not fall.
 * Silent: where the loss falls all the same, and where nothing in the loss is compared with targets and it does not grow (a reward that is meant to rise).
 * For trainings without a gradient call (a gradient written by hand): the weights grow geometrically while the update stays a fixed
 * share of them below 1; or they run straight outwards by steps that never shrink, from the first on. On a convex loss the gradient never grows by
 * a step downhill that is not too long, and steps that are too long turn round. For w ← (1 + ηλ)w that share is ηλ/(1 + ηλ) < 1; steps that are too long give ηλ/(ηλ − 1) > 1.
 */
import { formatNumber } from '../../format/number.js';
import { normAt, updateRatioAt, type Evidence } from '../evidence.js';
import { comparisons } from '../comparison.js';
import { diagnosed } from '../finding.js';
import { trainingPlace } from '../place.js';
import { lineNear } from '../sourcePlace.js';
import { median } from '../statistics.js';
import type { Diagnosed, Rule } from '../rule.js';

function uphill(evidence: Evidence, cosine: number): Diagnosed | null {
  const { programs, payload, loss } = evidence;
  const cosines = programs.flatMap(({ update }) => (update && !Number.isNaN(update.cosine) ? [update.cosine] : []));
  if (cosines.length < 3 || !(cosines[0]! < cosine) || !(median(cosines) < cosine)) return null;
  if (loss.progress > 0.05 && loss.start > 0) return null;
  const rises = loss.smoothed > loss.start;
  if (!rises && comparisons(programs[0]!.graph).length === 0) return null;
  return diagnosed({
    ...{ severity: 'error', since: programs[0]!.step, place: updatePlace(evidence) },
    message: `The updates go uphill: the cosine of update and downhill direction is ${formatNumber(median(cosines))}, and the loss went from ${formatNumber(loss.start)} to ${formatNumber(loss.smoothed)}`,
    evidence: { cosines, optimizer: payload.optimizer?.name ?? null, start: loss.start, smoothed: loss.smoothed },
    advice: 'Subtract the update from the weights: check its sign.',
  });
}

export const upwardUpdate: Rule = {
  name: 'update-uphill',
  family: 'optimizer-bug',
  when: ['probe', 'end'],
  thresholds: { cosine: -0.2 },
  examine(evidence, { cosine }) {
    if (evidence.payload.optimizer !== null) return [];
    const said = uphill(evidence, cosine!);
    return said ? [said] : [];
  },
};

export const upwardGradient: Rule = {
  name: 'gradient-uphill',
  family: 'wrong-gradient',
  when: ['probe', 'end'],
  thresholds: { cosine: -0.2, growth: 10, steps: 12 },
  examine(evidence, { cosine, growth, steps }) {
    if (evidence.payload.found === 'assignments') return handWritten(evidence, growth!, steps!);
    if (evidence.payload.optimizer === null) return [];
    const said = uphill(evidence, cosine!);
    return said ? [said] : [];
  },
};

const updatePlace = (evidence: Evidence) =>
  lineNear(evidence, /\.assign\(|applyGradients\(|\.assignAdd\(/) ?? trainingPlace(evidence.payload);

function handWritten(evidence: Evidence, growth: number, least: number): Diagnosed[] {
  const { payload, first, recent, steps } = evidence;
  if (steps < least) return [];
  const outwards = runsOutwards(evidence, growth);
  if (outwards) return [outwards];
  return payload.variables
    .flatMap((variable, row) => {
      const weight = (reading: (typeof recent)[number] | undefined) => (reading ? normAt(reading, row, 'weight') : NaN);
      const window = recent.filter((reading) => Number.isFinite(weight(reading))).slice(-16);
      const grown = weight(window.at(-1)) / weight(first.find((reading) => weight(reading) > 0));
      const ratios = window.map((reading) => updateRatioAt(reading, row));
      const share = median(ratios);
      const perStep = (weight(window.at(-1)) / weight(window[0])) ** (1 / (window.length - 1));
      // Geometric growth by 1/(1 − share), as ascent makes it; a start from zero slows down instead.
      if (!(grown > growth) || !(share > 0.02 && share < 0.9) || !(perStep > 1.02)) return [];
      if (!(Math.abs(perStep * (1 - share) - 1) < 0.1)) return [];
      return diagnosed({
        ...{
          subject: '',
          severity: 'error',
          since: window[0]!.step,
          variable: variable.name,
          place: trainingPlace(payload),
        },
        message: `${variable.name} grows by ${formatNumber(perStep)} times a step, always in the same direction: the hand-written gradient points uphill`,
        evidence: { growth: grown, perStep, share },
        advice: 'Check the sign of the gradient: it is subtracted from the weights.',
      });
    })
    .slice(0, 1);
}

/** Steps of a training by hand from which on it is judged by all of them. */
const LONG = 40;

function runsOutwards({ payload, first, recent, steps }: Evidence, growth: number): Diagnosed | null {
  if (steps < LONG) return null;
  for (const [row, { name }] of payload.variables.entries()) {
    const sizes = [...first, ...recent.filter(({ step }) => step > first.at(-1)!.step)].map((reading) =>
      normAt(reading, row, 'update'),
    );
    const weights = recent.map((reading) => normAt(reading, row, 'weight'));
    const path = sizes.slice(-(recent.length - 1)).reduce((sum, size) => sum + size, 0);
    const straight = (weights.at(-1)! - weights[0]!) / path;
    const grown = weights.at(-1)! / normAt(first[0]!, row, 'weight');
    const neverShrinks = sizes.every((size, i) => i === 0 || size >= sizes[i - 1]! * (1 - 1e-3));
    const longer = sizes.at(-1)! / sizes[0]!;
    if (!neverShrinks || !(longer > 1.5) || !(straight > 0.95) || !(grown > growth)) continue;
    return diagnosed({
      ...{ severity: 'error', since: first[0]!.step, variable: name, place: trainingPlace(payload) },
      message: `${name} runs straight away from where it began, by updates that never get shorter (${formatNumber(longer)} times the first): the hand-written gradient points uphill`,
      evidence: { growth: grown, longer, straight, steps },
      advice: 'Check the sign of the gradient: it is subtracted from the weights.',
    });
  }
  return null;
}
