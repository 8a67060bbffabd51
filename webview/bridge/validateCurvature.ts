/** Guards for what the host says of curvature. */
import {
  CURVATURE_COLUMNS,
  CURVATURE_POINTS,
  MEASUREMENTS,
  type CurvaturePoints,
} from '../../src/protocol/curvature.js';
import { HESSIAN_SIZE, type DenseHessian } from '../../src/protocol/measurements.js';
import type { SpectralDensity } from '../../src/protocol/records.js';
import {
  hasShape,
  isArrayOf,
  isBoolean,
  isCount,
  isInstanceOf,
  isNullOr,
  isNumber,
  isOneOf,
  isOptional,
  isString,
  type Guard,
} from '../../src/protocol/guards.js';

const doubles = isInstanceOf(Float64Array);

const isPoints: Guard = (value) => {
  const columns = Object.fromEntries(CURVATURE_COLUMNS.map((name) => [name, doubles]));
  if (!hasShape({ ...columns, cold: isInstanceOf(Uint8Array) })(value)) return false;
  const points = value as CurvaturePoints;
  const count = points.steps.length;
  return (
    count <= CURVATURE_POINTS &&
    points.cold.length === count &&
    CURVATURE_COLUMNS.every((name) => points[name].length === count)
  );
};

const place = { file: isNullOr(isString), line: isNullOr(isCount) };

export const isMeasurement: Guard = isOneOf(MEASUREMENTS);

export const isCurvatureSeries: Guard = hasShape({
  training: isCount,
  track: isPoints,
  anchors: isPoints,
  rule: isNullOr(isString),
  noLimit: isNullOr(isString),
  spectra: doubles,
  notMeasured: isArrayOf(hasShape({ from: isCount, to: isCount, why: isString })),
  checkpoints: doubles,
  refused: isArrayOf(hasShape({ what: isString, op: isNullOr(isString), why: isString, ...place })),
});

const ritz = { value: isNumber, residual: isNumber };
const estimate = hasShape({ value: isNumber, standardError: isNumber });
const nullableNumber = isNullOr(isNumber);
const densityShape = hasShape({ grid: doubles, values: doubles, spread: doubles, probes: isNumber });
/** A point at each place of the grid. */
const isDensity: Guard = (value) => {
  if (!densityShape(value)) return false;
  const { grid, values, spread } = value as SpectralDensity;
  return grid.length > 1 && values.length === grid.length && spread.length === grid.length;
};
const curvature = hasShape({
  measured: isOneOf(['track', 'anchor', 'spectrum']),
  samples: nullableNumber,
  batches: isNumber,
  eigenvalues: isArrayOf(hasShape(ritz)),
  smallest: isArrayOf(hasShape(ritz)),
  cold: isBoolean,
  stopped: isString,
  products: isNumber,
  sample: isNullOr(hasShape({ lower: isNumber, upper: isNumber, standardError: isNumber })),
  trace: isNullOr(estimate),
  condition: nullableNumber,
  density: isNullOr(isDensity),
  negativeShare: nullableNumber,
  stability: isNullOr(
    hasShape({
      rule: isString,
      ...{ limit: nullableNumber, value: nullableNumber, lower: nullableNumber, upper: nullableNumber },
      why: isNullOr(isString),
    }),
  ),
  layers: isNullOr(isArrayOf(hasShape({ layer: isString, ...ritz }))),
  gradientCosines: isNullOr(isArrayOf(isNumber)),
  update: isNullOr(
    hasShape({ predicted: isNumber, actual: isNumber, alpha: nullableNumber, noiseScale: isNullOr(estimate) }),
  ),
  notes: isArrayOf(isString),
  notMeasured: isNullOr(isString),
});
const newton = hasShape({
  ...{ damping: isNumber, iterations: isNumber, predicted: isNumber, actual: isNumber },
  negativeCurvature: isBoolean,
  residual: isNumber,
  ...{ gradientChange: nullableNumber, samples: nullableNumber },
  why: isNullOr(isString),
});
const verify = hasShape({
  samples: nullableNumber,
  quantities: isArrayOf(hasShape({ quantity: isString, value: isNumber, float64: isNumber, relativeError: isNumber })),
  why: isNullOr(isString),
});
const hessianShape = hasShape({
  size: isCount,
  values: isInstanceOf(Float32Array),
  blocks: isArrayOf(hasShape({ name: isString, from: isCount })),
  samples: nullableNumber,
});
const isHessian: Guard = (value) => {
  if (!hessianShape(value)) return false;
  const { size, values } = value as DenseHessian;
  return size > 0 && size <= HESSIAN_SIZE && values.length === size * size;
};
const measuredAt = (payload: Guard) => isNullOr(hasShape({ step: isCount, payload }));

export const isCurvatureDetail: Guard = hasShape({
  training: isCount,
  step: isCount,
  ...{ track: measuredAt(curvature), anchor: measuredAt(curvature), spectrum: measuredAt(curvature) },
  newton: measuredAt(newton),
  verify: measuredAt(verify),
  hessian: isOptional(measuredAt(isHessian)),
});
