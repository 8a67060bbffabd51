/** Columns of a training for the screen: whole or from a step on, decimated to at most SERIES_BUCKETS buckets. */
import { MARK, SERIES_BUCKETS, type MetricSeries, type TrainingSeries } from '../protocol/inspector.js';
import type { IndexedTraining } from './runIndex.js';
import type { TrainingColumns } from './trainingColumns.js';

/** Steps in a bucket when there are so many steps. */
export function bucketSize(steps: number): number {
  let size = 1;
  while (steps > size * SERIES_BUCKETS) size *= 2;
  return size;
}

/** Buckets from the one that holds step `from` on (1: all). Null where the training has no step yet. */
export function trainingSeries(training: IndexedTraining, from = 1): TrainingSeries | null {
  const { columns } = training;
  const { steps } = columns;
  if (steps === 0) return null;
  const size = bucketSize(steps);
  const firstBucket = Math.floor((Math.min(from, steps) - 1) / size);
  const buckets = Math.ceil(steps / size) - firstBucket;
  const series = emptySeries(training, size, firstBucket, buckets);
  for (let b = 0; b < buckets; b++) {
    const start = (firstBucket + b) * size;
    const end = Math.min(start + size, steps);
    fillLoss(series, columns, b, start, end);
    for (let v = 0; v < columns.variables; v++) fillVariable(series, columns, b, v, start, end);
    fillTerms(series, columns, b, start, end);
  }
  return series;
}

function emptySeries(training: IndexedTraining, size: number, firstBucket: number, buckets: number): TrainingSeries {
  const { columns, ranges } = training;
  const { steps, variables } = columns;
  const column = () => new Float64Array(buckets).fill(NaN);
  return {
    training: training.id,
    steps: columns.steps,
    size,
    firstBucket,
    buckets,
    ...{ lossMin: column(), lossMax: column(), lossLast: column(), lossMark: new Uint8Array(buckets) },
    ...{ time: column(), epoch: column(), learningRate: column() },
    gradientNorm: new Float32Array(columns.variables * buckets).fill(NaN),
    gradientMark: new Uint8Array(columns.variables * buckets),
    updateRatio: new Float32Array(columns.variables * buckets).fill(NaN),
    ranges: {
      norm: ranges.norm.after({ steps, variables, values: columns.gradientNorm }),
      ratio: ranges.ratio.after({ steps, variables, values: columns.updateRatio }),
    },
    terms: new Float64Array(columns.terms * buckets).fill(NaN),
    metrics: metricSeries(training),
  };
}

export function metricSeries(training: IndexedTraining): MetricSeries[] {
  return [...training.metrics.values()].map(({ name, split, scope, steps, values }) => ({
    ...{ name, split, scope },
    steps: Float64Array.from(steps),
    values: Float64Array.from(values),
  }));
}

function fillLoss(series: TrainingSeries, columns: TrainingColumns, b: number, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    const mark = columns.lossMark[at]!;
    series.lossMark[b] = strongerMark(series.lossMark[b]!, mark);
    const loss = columns.loss[at]!;
    if (mark === MARK.value) {
      series.lossMin[b] = loss < series.lossMin[b]! || Number.isNaN(series.lossMin[b]!) ? loss : series.lossMin[b]!;
      series.lossMax[b] = loss > series.lossMax[b]! || Number.isNaN(series.lossMax[b]!) ? loss : series.lossMax[b]!;
      series.lossLast[b] = loss;
    }
    if (Number.isNaN(columns.offset[at]!)) continue;
    series.time[b] = columns.time[at]!;
    series.epoch[b] = columns.epoch[at]!;
    series.learningRate[b] = columns.learningRate[at]!;
  }
}

function fillVariable(
  series: TrainingSeries,
  columns: TrainingColumns,
  b: number,
  variable: number,
  start: number,
  end: number,
): void {
  const to = variable * series.buckets + b;
  for (let at = start; at < end; at++) {
    const from = at * columns.variables + variable;
    const norm = columns.gradientNorm[from]!;
    if (norm > series.gradientNorm[to]! || Number.isNaN(series.gradientNorm[to]!)) series.gradientNorm[to] = norm;
    series.gradientMark[to] = strongerMark(series.gradientMark[to]!, columns.gradientMark[from]!);
    const ratio = columns.updateRatio[from]!;
    if (ratio > series.updateRatio[to]! || Number.isNaN(series.updateRatio[to]!)) series.updateRatio[to] = ratio;
  }
}

function fillTerms(series: TrainingSeries, columns: TrainingColumns, b: number, start: number, end: number): void {
  for (let t = 0; t < columns.terms; t++) {
    for (let at = end - 1; at >= start; at--) {
      const value = columns.termValues[at * columns.terms + t]!;
      if (Number.isNaN(value)) continue;
      series.terms[t * series.buckets + b] = value;
      break;
    }
  }
}

/** NaN or Inf beats zero beats a value beats nothing. */
const STRENGTH = { [MARK.notMeasured]: 0, [MARK.value]: 1, [MARK.zero]: 2, [MARK.nonFinite]: 3 } as Record<
  number,
  number
>;

function strongerMark(a: number, b: number): number {
  return STRENGTH[b]! > STRENGTH[a]! ? b : a;
}
