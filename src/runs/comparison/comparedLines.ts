/** Columns of a training as lines that can be laid over those of others. */
import type { ComparedLine, ComparedMetric } from '../../protocol/comparison.js';
import { MARK } from '../../protocol/inspector.js';
import { decimated } from '../../statistics/decimate.js';
import type { CurvatureIndex } from '../curvature/curvatureIndex.js';
import { curvatureSeries } from '../curvature/curvatureSeries.js';
import type { IndexedTraining } from '../runIndex.js';
import type { TrainingColumns } from '../trainingColumns.js';

/** Of a line with more values, the smallest and the largest of so many buckets. */
const BUCKETS = 2048;

const NO_LINE = (): ComparedLine => ({
  ...{ steps: new Float64Array(), seconds: new Float64Array(), values: new Float64Array(), nonFinite: null },
});

export function lossLine({ columns }: IndexedTraining): ComparedLine {
  return lineOf(columns, everyStep(columns), columns.loss.subarray(0, columns.steps), (at) => columns.lossMark[at]!);
}

/** ‖g‖ = √Σ‖gᵥ‖² over the variables that have a gradient at the step; NaN where one of them is not finite. */
export function gradientLine({ columns }: IndexedTraining): ComparedLine {
  const { steps, variables, gradientNorm, gradientMark } = columns;
  const norms = new Float64Array(steps).fill(NaN);
  const marks = new Uint8Array(steps);
  for (let at = 0; at < steps; at++) {
    let sum = 0;
    for (let v = at * variables; v < (at + 1) * variables; v++) {
      const mark = gradientMark[v]!;
      if (mark === MARK.notMeasured) continue;
      marks[at] = Math.max(marks[at]!, mark === MARK.nonFinite ? MARK.nonFinite : MARK.value);
      sum += mark === MARK.nonFinite ? NaN : gradientNorm[v]! ** 2;
    }
    if (marks[at] !== MARK.notMeasured) norms[at] = Math.sqrt(sum);
  }
  return lineOf(columns, everyStep(columns), norms, (at) => marks[at]!);
}

/** λ1 of the track; where there is none, of the anchors. */
export function lambdaLine(
  { id, columns }: IndexedTraining,
  index: CurvatureIndex | undefined,
): { lambda: ComparedLine; samples: number | null } {
  if (!index) return { lambda: NO_LINE(), samples: null };
  const { track, anchors } = curvatureSeries(id, index);
  const { steps, values, samples } = track.steps.length > 0 ? track : anchors;
  return { lambda: lineOf(columns, steps, values, () => MARK.value), samples: samples.at(-1) ?? null };
}

/** Of a metric that is reported both by batch and by epoch, the one with more values. */
export function metricLines({ columns, metrics }: IndexedTraining): ComparedMetric[] {
  const kept = new Map<string, ComparedMetric>();
  for (const { name, split, steps, values } of metrics.values()) {
    const key = `${split} ${name}`;
    const line = lineOf(columns, Float64Array.from(steps), values, (at) =>
      Number.isFinite(values[at]) ? MARK.value : MARK.nonFinite,
    );
    const before = kept.get(key);
    if (!before || before.line.steps.length < line.steps.length) kept.set(key, { name, split, line });
  }
  return [...kept.values()];
}

const everyStep = ({ steps }: TrainingColumns) => Float64Array.from({ length: steps }, (_, at) => at + 1);

/** @param markAt MARK of the value at an index */
function lineOf(
  columns: TrainingColumns,
  steps: Float64Array,
  values: ArrayLike<number>,
  markAt: (index: number) => number,
): ComparedLine {
  const { x, y } = decimated(steps, values, BUCKETS);
  let first = 0;
  while (first < steps.length && markAt(first) !== MARK.nonFinite) first++;
  return {
    steps: x,
    seconds: Float64Array.from(x, (step) => secondsAt(columns, step)),
    values: y,
    nonFinite: steps[first] ?? null,
  };
}

/** Since the first recorded step ended. Of a step that is not recorded: when the one before it ended. */
function secondsAt({ time }: TrainingColumns, step: number): number {
  let first = 0;
  while (first < time.length && Number.isNaN(time[first])) first++;
  let at = Math.max(first, step - 1);
  while (at > first && Number.isNaN(time[at])) at--;
  return (time[at]! - time[first]!) / 1000;
}
