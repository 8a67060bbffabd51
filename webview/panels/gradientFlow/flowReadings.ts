/** Numbers beside the rows of the heat map, at the step shown. */
import { formatNumber } from '../../../src/format/number.js';
import { MARK, type StepReadings, type TrainingSeries } from '../../../src/protocol/inspector.js';
import { bucketOf } from '../../state/selectors.js';

export interface FlowReading {
  /** Null: not measured, or not known yet. */
  norm: number | null;
  ratio: number | null;
  normText: string;
  ratioText: string;
  /** Why a number is missing. */
  title: string;
}

/** Beyond this share of the weight a step is larger, or smaller, than steps usually are. */
export const USUAL_RATIO = { from: 1e-4, to: 1e-2 };
const MISSING = '–';

export function flowReading(
  variable: number,
  readings: StepReadings | null,
  series: TrainingSeries,
  step: number,
): FlowReading {
  const exact = readings?.variables[variable];
  if (exact) return described(exact.gradientNorm, exact.updateRatio);
  const bucket = bucketOf(series, step);
  if (bucket < 0) return described(null, null);
  const i = variable * series.buckets + bucket;
  const mark = series.gradientMark[i]!;
  const norm = mark === MARK.notMeasured ? null : mark === MARK.nonFinite ? NaN : series.gradientNorm[i]!;
  const ratio = Number.isNaN(series.updateRatio[i]!) ? null : series.updateRatio[i]!;
  if (series.size === 1) return described(norm, ratio);
  // Until the exact value is here: the largest of the steps around it bounds it.
  const bound = (value: number | null) => (value === null ? MISSING : `≤ ${formatNumber(value)}`);
  return { norm, ratio, normText: bound(norm), ratioText: bound(ratio), title: '' };
}

/** The largest of a block. */
export function blockReading(readings: readonly FlowReading[]): FlowReading {
  const largest = (values: (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length ? Math.max(...known) : null;
  };
  return described(largest(readings.map(({ norm }) => norm)), largest(readings.map(({ ratio }) => ratio)));
}

function described(norm: number | null, ratio: number | null): FlowReading {
  const text = (value: number | null) => (value === null ? MISSING : formatNumber(value));
  const title = norm === null ? 'not measured at this step' : '';
  return { norm, ratio, normText: text(norm), ratioText: text(ratio), title };
}

/** Where a ratio stands on the strip from 1e-6 to 1: 0 to 1. */
export function stripPlace(ratio: number): number {
  return Math.min(1, Math.max(0, (Math.log10(ratio) + 6) / 6));
}

export const isUsual = (ratio: number): boolean => ratio >= USUAL_RATIO.from && ratio <= USUAL_RATIO.to;
