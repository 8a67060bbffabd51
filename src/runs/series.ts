/** Columns of a training for the screen: whole or from a step on, decimated to at most SERIES_BUCKETS buckets. */
import { SERIES_BUCKETS, type MetricSeries, type TrainingSeries } from '../protocol/inspector.js';
import { emptyBuckets } from './buckets.js';
import { addStretch } from './pyramid.js';
import type { IndexedTraining } from './runIndex.js';

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
    addStretch(series, b, columns, start, end);
  }
  return series;
}

function emptySeries(training: IndexedTraining, size: number, firstBucket: number, buckets: number): TrainingSeries {
  const { columns, ranges } = training;
  const { steps, variables } = columns;
  return {
    ...emptyBuckets(buckets, variables, columns.terms),
    training: training.id,
    ...{ steps, size, firstBucket },
    ranges: {
      norm: ranges.norm.after({ steps, variables, values: columns.gradientNorm }),
      ratio: ranges.ratio.after({ steps, variables, values: columns.updateRatio }),
    },
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
