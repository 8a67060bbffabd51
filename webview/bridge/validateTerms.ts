/** Guards for what the host says of the terms of a loss, and of the Jacobian of the outputs. */
import { JACOBIAN_COLUMNS, JACOBIAN_POINTS, type JacobianSeries } from '../../src/protocol/jacobianSeries.js';
import { TERMS_COLUMNS, TERMS_POINTS, TERMS_STEPS, type TermsSeries } from '../../src/protocol/terms.js';
import {
  hasShape,
  isArrayOf,
  isBoolean,
  isCount,
  isInstanceOf,
  isNullOr,
  isNumber,
  isOneOf,
  isString,
  type Guard,
} from '../../src/protocol/guards.js';

const doubles = isInstanceOf(Float64Array);
const place = { file: isNullOr(isString), line: isNullOr(isCount) };
const columns = Object.fromEntries(['steps', ...TERMS_COLUMNS, ...TERMS_STEPS].map((name) => [name, doubles]));

const shape = hasShape({
  training: isCount,
  terms: isArrayOf(
    hasShape({
      name: isString,
      kind: isOneOf(['data', 'penalty']),
      layer: isNullOr(isString),
      formula: isNullOr(isString),
      lambda: isNullOr(isNumber),
      variables: isArrayOf(isCount),
      penalties: isArrayOf(isString),
      ...place,
    }),
  ),
  layers: isArrayOf(isString),
  ...columns,
  layerNorms: isInstanceOf(Float32Array),
  decay: isNullOr(hasShape({ factor: isNumber, lambda: isNullOr(isNumber) })),
  unused: isArrayOf(hasShape({ name: isString, ...place })),
  notes: isArrayOf(isString),
  notMeasured: isArrayOf(hasShape({ from: isCount, to: isCount, why: isString })),
});

/** Columns are as long as there are steps, rows are whole. */
export const isTermsSeries: Guard = (value) => {
  if (!shape(value)) return false;
  const series = value as TermsSeries;
  const count = series.steps.length;
  const rows = series.terms.length * count;
  return (
    count <= TERMS_POINTS &&
    TERMS_STEPS.every((name) => series[name].length === count) &&
    TERMS_COLUMNS.every((name) => series[name].length === rows) &&
    series.layerNorms.length === rows * series.layers.length
  );
};

const jacobianShape = hasShape({
  training: isCount,
  ...Object.fromEntries(JACOBIAN_COLUMNS.map((name) => [name, doubles])),
  output: isNullOr(hasShape({ op: isString, logits: isBoolean, layer: isNullOr(isString), ...place })),
  robustness: isNullOr(
    hasShape({
      ...{ step: isCount, samples: isNullOr(isCount), loss: isNumber, scale: isNumber },
      points: isArrayOf(hasShape({ epsilon: isNumber, noise: isNumber, gradientSign: isNumber })),
    }),
  ),
  notes: isArrayOf(isString),
  notMeasured: isNullOr(isString),
});

export const isJacobianSeries: Guard = (value) => {
  if (!jacobianShape(value)) return false;
  const series = value as JacobianSeries;
  const count = series.steps.length;
  return count <= JACOBIAN_POINTS && JACOBIAN_COLUMNS.every((name) => series[name].length === count);
};
