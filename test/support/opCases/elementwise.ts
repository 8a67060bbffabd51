import { apart, between, binary, casesOf, separated, unary, uniform, type OpCase } from './opCase.js';

/** Cast to numbers, so that it can be multiplied with what it was made of. */
export const elementwiseCases: OpCase[] = [
  ...unary('Abs', (core, x) => core.abs(x), separated),
  ...unary('Acos', (core, x) => core.acos(x), between(-0.8, 0.8)),
  ...unary('Acosh', (core, x) => core.acosh(x), between(1.5, 3)),
  ...binary('Add', (core, a, b) => core.add(a, b)),
  ...casesOf('AddN', {
    '': [[uniform([3], 1), uniform([3], 2), uniform([3], 3)], (core, xs) => core.addN(xs)],
    'the same twice': [[uniform([3], 1)], (core, [x]) => core.addN([x!, x!])],
  }),
  ...unary('Asin', (core, x) => core.asin(x), between(-0.8, 0.8)),
  ...unary('Asinh', (core, x) => core.asinh(x)),
  ...binary('Atan2', (core, a, b) => core.atan2(a, b), between(0.3, 1)),
  ...unary('Atan', (core, x) => core.atan(x)),
  ...unary('Atanh', (core, x) => core.atanh(x), between(-0.8, 0.8)),
  ...casesOf('Cast', {
    '': [[uniform([2, 3], 1)], (core, [x]) => core.cast(x!, 'float32')],
    'to int32 and back': [
      [apart(-3, 3)([2, 3], 1)],
      (core, [x]) => core.mul(core.cast(core.cast(x!, 'int32'), 'float32'), x!),
    ],
  }),
  ...unary('Ceil', (core, x) => core.mul(core.ceil(x), x), separated),
  ...unary('ClipByValue', (core, x) => core.clipByValue(x, -1.01, 1.01), separated),
  ...unary('Cos', (core, x) => core.cos(x)),
  ...unary('Cosh', (core, x) => core.cosh(x)),
  ...unary('Elu', (core, x) => core.elu(x), separated),
  ...unary('Erf', (core, x) => core.erf(x)),
  ...unary('Exp', (core, x) => core.exp(x)),
  ...unary('Expm1', (core, x) => core.expm1(x)),
  ...unary('Floor', (core, x) => core.mul(core.floor(x), x), separated),
  ...casesOf('FloorDiv', {
    '': [[apart(1, 9)([2, 3], 1), uniform([3], 2, 1.9, 2.1)], (core, [a, b]) => core.mul(core.floorDiv(a!, b!), a!)],
  }),
  ...unary('IsFinite', (core, x) => core.mul(core.cast(core.isFinite(x), 'float32'), x)),
  ...unary('IsInf', (core, x) => core.mul(core.add(core.cast(core.isInf(x), 'float32'), 2), x)),
  ...unary('IsNan', (core, x) => core.mul(core.add(core.cast(core.isNaN(x), 'float32'), 2), x)),
  ...unary('LeakyRelu', (core, x) => core.leakyRelu(x, 0.2), separated),
  ...unary('Log1p', (core, x) => core.log1p(x), between(-0.5, 1.5)),
  ...unary('Log', (core, x) => core.log(x), between(0.5, 3)),
  ...binary('Maximum', (core, a, b) => core.maximum(a, b), separated, apart(-1.9, 2.3)),
  ...binary('Minimum', (core, a, b) => core.minimum(a, b), separated, apart(-1.9, 2.3)),
  ...binary('Mod', (core, a, b) => core.mod(a, b), between(2.2, 2.8), between(0.94, 1.05)),
  ...binary('Multiply', (core, a, b) => core.mul(a, b)),
  ...unary('Neg', (core, x) => core.neg(x)),
  ...binary('Pow', (core, a, b) => core.pow(a, b), between(0.5, 2)),
  ...casesOf('Pow', {
    'negative base, constant exponent 3': [[between(-2, -0.5)([4], 1)], (core, [x]) => core.pow(x!, core.scalar(3))],
    'exponent of integers': [[uniform([4], 1)], (core, [x]) => core.pow(x!, core.scalar(2, 'int32'))],
  }),
  ...casesOf('Prelu', {
    '': [[separated([2, 3], 1), uniform([2, 3], 2, 0.1, 0.5)], (core, [x, alpha]) => core.prelu(x!, alpha!)],
    'alpha broadcast': [
      [separated([2, 3], 1), uniform([3], 2, 0.1, 0.5)],
      (core, [x, alpha]) => core.prelu(x!, alpha!),
    ],
  }),
  ...binary('RealDiv', (core, a, b) => core.div(a, b), uniform, between(0.7, 2)),
  ...unary('Reciprocal', (core, x) => core.reciprocal(x), between(0.5, 2)),
  ...unary('Relu', (core, x) => core.relu(x), separated),
  ...unary('Relu6', (core, x) => core.relu6(x), apart(-3, 9)),
  ...unary('Round', (core, x) => core.mul(core.round(x), x), between(0.6, 1.4)),
  ...unary('Rsqrt', (core, x) => core.rsqrt(x), between(0.5, 2)),
  ...casesOf('Select', {
    '': [
      [uniform([2, 3], 1), uniform([2, 3], 2), separated([2, 3], 5)],
      (core, [a, b, c]) => core.where(core.greater(c!, 0), a!, b!),
    ],
    broadcast: [
      [uniform([1, 3], 1), uniform([2, 1], 2)],
      (core, [a, b]) => core.where(core.tensor2d([[1], [0]], [2, 1], 'bool'), a!, b!),
    ],
  }),
  ...unary('Selu', (core, x) => core.selu(x), separated),
  ...unary('Sigmoid', (core, x) => core.sigmoid(x)),
  ...unary('Sign', (core, x) => core.mul(core.sign(x), x), separated),
  ...unary('Sin', (core, x) => core.sin(x)),
  ...unary('Sinh', (core, x) => core.sinh(x)),
  ...unary('Softplus', (core, x) => core.softplus(x)),
  ...unary('Sqrt', (core, x) => core.sqrt(x), between(0.5, 2)),
  ...unary('Square', (core, x) => core.square(x)),
  ...binary('SquaredDifference', (core, a, b) => core.squaredDifference(a, b)),
  ...unary('Step', (core, x) => core.mul(core.step(x, 0.3), x), separated),
  ...binary('Sub', (core, a, b) => core.sub(a, b)),
  ...unary('Tan', (core, x) => core.tan(x)),
  ...unary('Tanh', (core, x) => core.tanh(x)),
];

const COMPARISONS = {
  Equal: 'equal',
  Greater: 'greater',
  GreaterEqual: 'greaterEqual',
  Less: 'less',
  LessEqual: 'lessEqual',
  NotEqual: 'notEqual',
} as const;

export const comparisonCases: OpCase[] = [
  ...Object.entries(COMPARISONS).flatMap(([kernel, name]) =>
    binary(
      kernel,
      (core, a, b) => core.mul(core.add(core.cast(core[name](a, b), 'float32'), 0.5), core.add(a, b)),
      separated,
      apart(-1.9, 2.3),
    ),
  ),
  ...(['LogicalAnd', 'LogicalOr', 'LogicalXor'] as const).flatMap((kernel) =>
    binary(
      kernel,
      (core, a, b) => {
        const [left, right] = [core.greater(a, 0), core.less(b, 1)];
        const both = { LogicalAnd: core.logicalAnd, LogicalOr: core.logicalOr, LogicalXor: core.logicalXor };
        return core.mul(core.add(core.cast(both[kernel](left, right), 'float32'), 0.5), core.mul(a, b));
      },
      separated,
    ),
  ),
  ...unary(
    'LogicalNot',
    (core, x) => core.mul(core.cast(core.logicalNot(core.greater(x, 0)), 'float32'), x),
    separated,
  ),
  ...unary('All', (core, x) => core.mul(core.add(core.cast(core.all(core.greater(x, -9)), 'float32'), 1), x)),
  ...unary('Any', (core, x) => core.mul(core.add(core.cast(core.any(core.greater(x, 0)), 'float32'), 1), x), separated),
];
