/** The reading columns of the charts over λ. */
import { formatNumber } from '../../src/format/number.js';
import type { TuneResult } from '../../src/protocol/tune.js';
import type { Reading } from '../charts/reading.js';
import { nearestTried, type CoefficientModel, type TuneModel } from './tuneModel.js';
import { meanText } from './tuneWords.js';

/** At the cursor's λ, else at the best, else at the first. */
export function lossReadings(
  { values, best, metric }: TuneResult,
  model: TuneModel,
  now: number,
  at: number | null,
): Reading[] {
  const index = at === null ? (best ?? 0) : nearestTried(at, model);
  const tuned = values[index];
  if (!tuned) return [];
  const missing = tuned.failed === null ? {} : { title: tuned.failed };
  const readings: Reading[] = [
    { shape: 'none', role: 'text', name: 'at λ', value: formatNumber(tuned.value) },
    {
      ...{ shape: 'points', role: 'validation', name: 'validation', value: meanText(tuned.validation) },
      ...missing,
    },
    { ...{ shape: 'dot', role: 'data', name: 'training', value: meanText(tuned.training) }, ...missing },
  ];
  if (tuned.spread !== null)
    readings.push({
      shape: 'none',
      role: 'text',
      name: 'spread of repeats',
      value: formatNumber(tuned.spread),
      minor: true,
    });
  if (model.limit !== null)
    readings.push({
      shape: 'dashed',
      role: 'validation',
      name: metric.better === 'lower' ? 'best + error' : 'best − error',
      value: formatNumber(model.limit),
      minor: true,
    });
  if (model.best !== null)
    readings.push({ shape: 'tick', role: 'total', name: 'best', value: formatNumber(model.best), minor: true });
  if (model.oneStandardError !== null)
    readings.push({
      ...{ shape: 'whole', role: 'total', name: 'one standard error', value: formatNumber(model.oneStandardError) },
      minor: true,
    });
  readings.push({ shape: 'none', role: 'text', name: 'in the source', value: formatNumber(now), minor: true });
  return readings;
}

const MOST = 5;

/** The largest coefficients at the cursor's λ, else at the best. */
export function coefficientReadings(model: CoefficientModel, marks: TuneModel, at: number | null): Reading[] {
  const { paths, lambdas } = model;
  const index = at === null ? Math.max(0, lambdas.indexOf(marks.best ?? NaN)) : nearestTried(at, model);
  const ranked = paths
    .map((path, k) => ({ name: `w${k + 1}`, value: path[index]! }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const readings: Reading[] = [{ shape: 'none', role: 'text', name: 'at λ', value: formatNumber(lambdas[index]!) }];
  for (const [i, { name, value }] of ranked.slice(0, MOST).entries())
    readings.push({ shape: 'line', role: 'data', name, value: formatNumber(value), minor: i > 1 });
  if (ranked.length > MOST)
    readings.push({ shape: 'none', role: 'text', name: `${ranked.length - MOST} smaller`, value: '', minor: true });
  return readings;
}
