/** The picture of a tuning before anything is painted: means with their errors over λ, marks, coefficients. */
import type { TunedMean, TuneResult } from '../../src/protocol/tune.js';
import { rangeOf, ticksOf, type ValueRange } from '../charts/valueRange.js';
import { lambdaAxis, type LambdaAxis } from './lambdaAxis.js';

/** Means over λ; NaN: not known. */
export interface TunedCurve {
  values: readonly number[];
  lower: readonly number[];
  upper: readonly number[];
}

export interface TuneModel {
  axis: LambdaAxis;
  lambdas: readonly number[];
  range: ValueRange;
  ticks: readonly number[];
  validation: TunedCurve;
  training: TunedCurve;
  /** λ with a failed run. */
  failed: readonly number[];
  best: number | null;
  oneStandardError: number | null;
  /** What the best mean may be worse by: the limit of the one-standard-error rule; null: none. */
  limit: number | null;
}

/** A larger error than this many times the largest mean would leave the rest no room. */
const MOST_ERROR = 1.6;
/** Means that differ by more are drawn on a log scale. */
const LOG_FROM = 20;

export function tuneModel({ values, best, oneStandardError, metric }: TuneResult): TuneModel {
  const lambdas = values.map(({ value }) => value);
  const validation = curveOf(values.map((tuned) => tuned.validation));
  const training = curveOf(values.map((tuned) => tuned.training));
  const means = [...validation.values, ...training.values].filter(Number.isFinite);
  const [least, greatest] = [Math.min(...means), Math.max(...means)];
  const log = least > 0 && greatest / least > LOG_FROM;
  const lows = [...validation.lower, ...training.lower].filter(
    (low) => Number.isFinite(low) && (!log || low > least / 3),
  );
  const highs = [...validation.upper, ...training.upper].filter((high) => high <= greatest * MOST_ERROR);
  const range = rangeOf(Math.min(least, ...lows), Math.max(greatest, ...highs), log);
  const chosen = best === null ? null : values[best]!.validation;
  const sign = metric.better === 'lower' ? 1 : -1;
  return {
    ...{ axis: lambdaAxis(lambdas), lambdas, range, ticks: ticksOf(range), validation, training },
    failed: values.filter(({ failed }) => failed !== null).map(({ value }) => value),
    best: best === null ? null : lambdas[best]!,
    oneStandardError: oneStandardError === null ? null : lambdas[oneStandardError]!,
    limit: chosen?.standardError == null ? null : chosen.mean! + sign * chosen.standardError,
  };
}

function curveOf(means: readonly TunedMean[]): TunedCurve {
  const at = (sign: number) =>
    means.map(({ mean, standardError }) =>
      mean === null || standardError === null ? NaN : mean + sign * standardError,
    );
  return { values: means.map(({ mean }) => mean ?? NaN), lower: at(-1), upper: at(1) };
}

export interface CoefficientModel {
  axis: LambdaAxis;
  lambdas: readonly number[];
  range: ValueRange;
  ticks: readonly number[];
  /** One path a coefficient; NaN: not known at that λ. */
  paths: readonly (readonly number[])[];
}

/** Null where the model is not linear. */
export function coefficientModel({ values }: TuneResult): CoefficientModel | null {
  const count = Math.max(0, ...values.map(({ coefficients }) => coefficients?.length ?? 0));
  if (count === 0) return null;
  const lambdas = values.map(({ value }) => value);
  const paths = Array.from({ length: count }, (_, k) => values.map(({ coefficients }) => coefficients?.[k] ?? NaN));
  const all = paths.flat().filter(Number.isFinite);
  const range = rangeOf(Math.min(0, ...all), Math.max(0, ...all), false);
  return { axis: lambdaAxis(lambdas), lambdas, range, ticks: ticksOf(range, 3), paths };
}

/** Index of the λ that was tried nearest to a place of the plot. */
export function nearestTried(at: number, { axis, lambdas }: Pick<TuneModel, 'axis' | 'lambdas'>): number {
  const wanted = axis.min + at * (axis.max - axis.min);
  const placeOf = (value: number) => (value > 0 ? Math.log10(value) : (axis.zero ?? axis.min));
  let nearest = 0;
  lambdas.forEach((value, i) => {
    if (Math.abs(placeOf(value) - wanted) < Math.abs(placeOf(lambdas[nearest]!) - wanted)) nearest = i;
  });
  return nearest;
}
