/** Takes out of a post what is a message of the host; everything else is left out, and never breaks the page. */
import {
  MARK,
  SERIES_BUCKETS,
  type DecadeRange,
  type ToWebview,
  type TrainingSeries,
} from '../../src/protocol/inspector.js';
import { HISTOGRAM_BINS } from '../../src/protocol/records.js';
import {
  hasShape,
  isArrayOf,
  isBoolean,
  isCount,
  isInstanceOf,
  isNullOr,
  isNumber,
  isObject,
  isOneOf,
  isOptional,
  isString,
  type Guard,
} from '../../src/protocol/guards.js';
import { isGradientPaths, isLinesSeries } from './validateLines.js';
import { isCurvatureDetail, isCurvatureSeries, isMeasurement } from './validateCurvature.js';
import { isJacobianSeries, isTermsSeries } from './validateTerms.js';

export interface Parsed {
  messages: ToWebview[];
  /** Type, or kind of value, of each part that was not understood. */
  dropped: string[];
}

export function parsePost(post: unknown): Parsed {
  const parsed: Parsed = { messages: [], dropped: [] };
  if (!hasShape({ messages: Array.isArray })(post)) return { messages: [], dropped: ['post'] };
  for (const message of (post as { messages: unknown[] }).messages) {
    if (isMessage(message)) parsed.messages.push(message);
    else parsed.dropped.push(isObject(message) ? String((message as { type?: unknown }).type) : typeof message);
  }
  return parsed;
}

export function isMessage(value: unknown): value is ToWebview {
  if (!isObject(value)) return false;
  const { type } = value as { type: ToWebview['type'] };
  return Object.hasOwn(shapes, type) && shapes[type](value);
}

const place = { file: isNullOr(isString), line: isNullOr(isCount) };
const variable = hasShape({
  name: isString,
  layer: isNullOr(isString),
  shape: isArrayOf(isNumber),
  parameters: isNumber,
  ...place,
});
const term = hasShape({
  name: isString,
  layer: isNullOr(isString),
  penalties: isArrayOf(hasShape({ kind: isString, lambda: isNumber })),
  ...place,
});
const planned = hasShape({
  steps: isNullOr(isNumber),
  epochs: isNullOr(isNumber),
  stepsPerEpoch: isNullOr(isNumber),
});
const training = hasShape({
  id: isCount,
  ...place,
  callee: isString,
  optimizer: isNullOr(hasShape({ name: isString, config: isObject })),
  variables: isArrayOf(variable),
  terms: isArrayOf(term),
  planned,
  steps: isCount,
});
const finding = hasShape({
  id: isCount,
  rule: isString,
  severity: isOneOf(['info', 'warning', 'error']),
  message: isString,
  advice: isString,
  evidence: isObject,
  layer: isNullOr(isString),
  variable: isNullOr(isString),
  consequences: isArrayOf(isString),
  causedBy: isNullOr(isCount),
  count: isCount,
  // -1: about the whole run.
  training: (value) => value === -1 || isCount(value),
  step: isCount,
  ...place,
});
const rung = hasShape({ name: isString, usable: isBoolean, why: isString });
const backend = hasShape({
  name: isString,
  plain: isNullOr(isString),
  ladder: isArrayOf(rung),
  tfjs: hasShape({ version: isString, from: isString, why: isString }),
});
const run = hasShape({
  id: isString,
  program: hasShape({ file: isString, line: isNullOr(isCount), lineFile: isNullOr(isString) }),
  startedAt: isNumber,
  backend: isNullOr(backend),
  trainings: isArrayOf(training),
  findings: isArrayOf(finding),
  damage: isNullOr(hasShape({ step: isNullOr(isCount), message: isString, rest: isString })),
  thinned: isArrayOf(isString),
});
const pause = hasShape({
  by: isOneOf(['user', 'step', 'condition']),
  condition: isNullOr(isString),
  value: isNullOr(isNumber),
  previous: isNullOr(isNumber),
});
const status = hasShape({
  state: isOneOf(['waiting', 'running', 'paused', 'ended', 'stopped', 'failed', 'damaged']),
  phases: isArrayOf(hasShape({ phase: isString, milliseconds: isNullOr(isNumber), elapsed: isOptional(isNumber) })),
  training: isCount,
  step: isCount,
  epoch: isNullOr(isNumber),
  stepsPerSecond: isNullOr(isNumber),
  overhead: isNullOr(isNumber),
  pause: isNullOr(pause),
  pauseWhen: isNullOr(isString),
  error: isNullOr(hasShape({ code: isString, message: isString, stack: isNullOr(isString), ...place })),
  programExit: isNullOr(isNumber),
  recordingStopped: isNullOr(isString),
  live: isBoolean,
});
const doubles = isInstanceOf(Float64Array);
const floats = isInstanceOf(Float32Array);
const bytes = isInstanceOf(Uint8Array);
const counts = isInstanceOf(Uint32Array);
const metric = hasShape({ name: isString, split: isString, scope: isString, steps: doubles, values: doubles });
const decades: Guard = (value) =>
  hasShape({ low: Number.isInteger, high: Number.isInteger })(value) &&
  (value as DecadeRange).low < (value as DecadeRange).high;
const seriesShape = hasShape({
  training: isCount,
  steps: isCount,
  size: isCount,
  firstBucket: isCount,
  buckets: isCount,
  lossMin: doubles,
  lossMax: doubles,
  lossLast: doubles,
  lossMark: bytes,
  time: doubles,
  epoch: doubles,
  learningRate: doubles,
  gradientNorm: floats,
  gradientMark: bytes,
  updateRatio: floats,
  ranges: hasShape({ norm: decades, ratio: decades }),
  terms: doubles,
  metrics: isArrayOf(metric),
});

/** Columns are as long as the message says, rows are whole, marks are marks. */
const isSeries: Guard = (value) => {
  if (!seriesShape(value)) return false;
  const series = value as TrainingSeries;
  const { buckets, size } = series;
  const columns = [series.lossMin, series.lossMax, series.lossLast, series.lossMark];
  const known = [series.time, series.epoch, series.learningRate];
  const rows = [series.gradientNorm, series.terms];
  return (
    size >= 1 &&
    buckets >= 1 &&
    buckets <= SERIES_BUCKETS &&
    [...columns, ...known].every((column) => column.length === buckets) &&
    rows.every((row) => row.length % buckets === 0) &&
    series.gradientMark.length === series.gradientNorm.length &&
    series.updateRatio.length === series.gradientNorm.length &&
    series.gradientMark.every((mark) => mark <= MARK.nonFinite) &&
    series.metrics.every((each) => each.steps.length === each.values.length)
  );
};

const moments = { mean: isNumber, std: isNumber, nan: isNumber, inf: isNumber };
const readings = hasShape({
  training: isCount,
  step: isCount,
  time: isNumber,
  loss: isNullOr(isNumber),
  epoch: isNullOr(isNumber),
  learningRate: isNullOr(isNumber),
  variables: isArrayOf(
    hasShape({
      gradientNorm: isNullOr(isNumber),
      weightNorm: isNullOr(isNumber),
      updateNorm: isNullOr(isNumber),
      updateRatio: isNullOr(isNumber),
      gradient: isNullOr(hasShape({ ...moments, min: isNumber, max: isNumber, zeros: isNumber })),
      weight: isNullOr(hasShape(moments)),
    }),
  ),
  terms: isArrayOf(isNullOr(isNumber)),
});
const detailShape = hasShape({
  training: isCount,
  variable: isCount,
  steps: doubles,
  gradient: counts,
  weight: counts,
  update: counts,
});
const isDetail: Guard = (value) => {
  if (!detailShape(value)) return false;
  const detail = value as { steps: Float64Array; gradient: Uint32Array; weight: Uint32Array; update: Uint32Array };
  const cells = detail.steps.length * HISTOGRAM_BINS;
  return [detail.gradient, detail.weight, detail.update].every((rows) => rows.length === cells || rows.length === 0);
};
const source = hasShape({ file: isString, sha256: isString, text: isString });

const shapes: Record<ToWebview['type'], Guard> = {
  empty: isObject,
  run: hasShape({ run }),
  status: hasShape({ status }),
  series: hasShape({ series: isSeries }),
  curvature: hasShape({ curvature: isCurvatureSeries }),
  terms: hasShape({ terms: isTermsSeries }),
  jacobian: hasShape({ jacobian: isJacobianSeries }),
  lines: hasShape({ lines: isLinesSeries }),
  readings: hasShape({ request: isNumber, readings }),
  detail: hasShape({ request: isNumber, detail: isDetail }),
  curvatureDetail: hasShape({ request: isNumber, detail: isCurvatureDetail }),
  gradientPaths: hasShape({ request: isNumber, paths: isGradientPaths }),
  measuring: hasShape({ request: isNumber, training: isCount, what: isMeasurement }),
  measured: hasShape({ request: isNumber, what: isMeasurement, detail: isCurvatureDetail }),
  refused: hasShape({ request: isNumber, code: isString, message: isString }),
  sources: hasShape({ sources: isArrayOf(source) }),
  show: hasShape({ training: isCount, step: isCount, variable: isNullOr(isCount) }),
};
