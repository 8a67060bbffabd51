/** Sentences for the pictures of the curvature panel, and their data as tables. */
import { formatNumber, formatShare } from '../../../src/format/number.js';
import type { CurvaturePayload, SpectralDensity, UpdateReading } from '../../../src/protocol/records.js';
import type { Reading } from '../../charts/reading.js';
import type { DataTable } from '../../ui/info.js';
import { largestRows, ownLimit, smallestRows, type Measured } from './detailParts.js';
import type { CurvatureHistory, CurvaturePoint } from './history.js';
import { bracketText, landing, numberText, sampleAndStep } from './trackReadings.js';
import { updatesOf } from './trackModel.js';

const MOST_ROWS = 200;

/** `λ₁ over the steps. At step 241: 64 samples, step 240 39.8; …`. */
export function overStepsLabel(name: string, step: number, readings: readonly Reading[]): string {
  const values = readings.map((reading) => `${reading.name} ${reading.value}`.trim()).join('; ');
  return `${name} over the steps. At step ${step}: ${values || 'not measured yet'}.`;
}

export function historyTable({ track, anchors }: CurvatureHistory, step: number): DataTable {
  const all = [...track, ...anchors].sort((a, b) => a.step - b.step);
  const stride = Math.ceil(all.length / MOST_ROWS) || 1;
  const newest = all.findLast((point) => point.step <= step);
  // Anchors are few, and claims stand on them: all are listed.
  const listed = all.filter((point, i) => i % stride === 0 || point === newest || Number.isFinite(point.upper));
  const bracket = ({ lower, upper }: CurvaturePoint) => (Number.isFinite(upper) ? bracketText(lower, upper) : '–');
  return {
    columns: ['step', 'samples', 'λ₁', 'residual', 'bracket', 'limit', 'over limit'],
    rows: listed.map((point) => [
      String(point.step),
      Number.isFinite(point.samples) ? String(point.samples) : '–',
      numberText(point.value),
      numberText(point.residual),
      bracket(point),
      numberText(point.limit),
      numberText(point.held / point.limit),
    ]),
    current: newest ? listed.indexOf(newest) : -1,
  };
}

export function updateTable(history: CurvatureHistory, step: number): DataTable {
  const all = updatesOf(history);
  const stride = Math.ceil(all.length / MOST_ROWS) || 1;
  const newest = all.findLast((point) => point.step <= step);
  const listed = all.filter((point, i) => i % stride === 0 || point === newest);
  return {
    columns: ['step', 'ΔL predicted', 'ΔL actual', 'α'],
    rows: listed.map(({ step: at, predicted, actual, alpha }) => [
      String(at),
      ...[predicted, actual, alpha].map(numberText),
    ]),
    current: newest ? listed.indexOf(newest) : -1,
  };
}

export function spectrumReadings({ payload }: Measured): Reading[] {
  const { eigenvalues, trace, condition, negativeShare, density } = payload;
  const row = (name: string, value: string, title?: string): Reading => ({
    ...{ shape: 'none', role: 'text', name, value },
    ...(title ? { title } : {}),
  });
  const readings: Reading[] = [];
  if (density) {
    // Of a dense spectrum every eigenvalue is known: nothing is spread.
    const exact = condition !== null && density.spread.every((spread) => spread === 0);
    const probes = density.probes === 1 ? '1 probe' : `${density.probes} probes`;
    const [name, value] = exact ? ['density', 'exact'] : ['mean ± spread', probes];
    readings.push({ shape: 'area', role: 'data', name, value, minor: true });
  }
  if (eigenvalues.length > 0) {
    const value = eigenvalues
      .slice(0, 3)
      .map((ritz) => formatNumber(ritz.value))
      .join(', ');
    readings.push({ shape: 'tick', role: 'text', name: 'largest', value });
  }
  const limit = ownLimit(payload);
  if (limit !== null)
    readings.push({ shape: 'tick', role: 'limit', name: 'limit', value: formatNumber(limit), minor: true });
  if (trace) readings.push(row('trace', `${formatNumber(trace.value)} ± ${formatNumber(trace.standardError)}`));
  if (negativeShare !== null)
    readings.push(
      row('below zero', formatShare(negativeShare), 'Share of negative curvature: Σ|λ| over λ < 0 in Σ|λ|.'),
    );
  if (condition !== null) readings.push(row('condition', formatNumber(condition), '|λ|max / |λ|min'));
  else readings.push({ ...row('condition', 'not known', NO_CONDITION), minor: true });
  return readings;
}

const NO_CONDITION =
  'No condition number: it needs every eigenvalue (at most 2,000 parameters), or a Hessian that is positive definite.';

export function spectrumLabel({ step, payload }: Measured): string {
  const [largest, smallest] = [payload.eigenvalues[0], payload.smallest[0]];
  const ends = [
    largest ? `largest ${formatNumber(largest.value)}` : null,
    smallest ? `smallest ${formatNumber(smallest.value)}` : null,
    payload.negativeShare === null ? null : `${formatShare(payload.negativeShare)} of the curvature below zero`,
  ].filter((part) => part !== null);
  return `Spectral density of the Hessian, ${sampleAndStep({ ...payload, step })}: ${ends.join(', ')}.`;
}

export function densityTable({ grid, values, spread }: SpectralDensity): DataTable {
  const stride = Math.ceil(grid.length / MOST_ROWS) || 1;
  const rows: string[][] = [];
  for (let i = 0; i < grid.length; i += stride)
    rows.push([formatNumber(grid[i]!), formatNumber(values[i]!), formatNumber(spread[i]!)]);
  return { columns: ['λ', 'density', 'spread'], rows };
}

export function eigenvalueTable(payload: CurvaturePayload): DataTable {
  const rows = [...largestRows(payload), ...smallestRows(payload)];
  return {
    columns: ['eigenvalue', 'value', 'residual', '|cos g|'],
    rows: rows.map(({ name, value, residual, cosine }) => [
      name,
      formatNumber(value),
      formatNumber(residual),
      cosine === null ? '–' : formatNumber(cosine),
    ]),
  };
}

/** How the eigenvalues came about. */
export function lanczosReadings({ cold, stopped, products }: CurvaturePayload): Reading[] {
  const row = (name: string, value: string): Reading => ({ shape: 'none', role: 'text', name, value, minor: true });
  const end = { tolerance: 'tolerance', floor: 'float32 floor', products: 'budget' }[stopped];
  return [row('stopped at', end), row('products', String(products)), row('started', cold ? 'cold' : 'warm')];
}

export function layerTable(layers: NonNullable<CurvaturePayload['layers']>): DataTable {
  const rows = layers.map(({ layer, value, residual }) => [layer, formatNumber(value), formatNumber(residual)]);
  return { columns: ['layer', 'λ₁', 'residual'], rows };
}

export function updateReadings({ predicted, actual, alpha, noiseScale }: UpdateReading): Reading[] {
  const row = (name: string, value: string, minor = false): Reading => ({
    ...{ shape: 'none', role: 'text', name, value },
    minor,
  });
  const readings = [row('ΔL predicted', formatNumber(predicted)), row('ΔL actual', formatNumber(actual))];
  if (alpha !== null) readings.push(row('α', formatNumber(alpha), true), row(landing(alpha), '', true));
  if (noiseScale) {
    const value = `${formatNumber(noiseScale.value)} ± ${formatNumber(noiseScale.standardError)}`;
    const title = 'tr(Σ)/‖g‖²: batches much smaller than this are mostly noise, much larger ones waste samples.';
    readings.push({ ...row('noise scale', value, true), title });
  }
  return readings;
}

export function updateLabel({ predicted, actual, alpha }: UpdateReading, step: number): string {
  const where = alpha === null ? '' : ` It lands at α ${formatNumber(alpha)}, ${landing(alpha)}.`;
  return `The update of step ${step}: loss change ${formatNumber(predicted)} predicted, ${formatNumber(actual)} actual.${where}`;
}

export const sentenceOf = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
