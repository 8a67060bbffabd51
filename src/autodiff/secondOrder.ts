/** What is known of every op: its second derivative is right, or refused. `docs/second-order.md` has the measured errors. */
import { gradientRules } from './gradients/rules.js';

export type SecondOrderStatus = { status: 'right' } | { status: 'refused'; why: string };

/** Gradients of TensorFlow.js that are right to second order once the tape is (the rest is in `gradients/`). */
const OWN_GRADIENT_RIGHT = [
  ...['Abs', 'Acos', 'Acosh', 'Add', 'AddN', 'ArgMax', 'ArgMin', 'Asin', 'Asinh', 'Atan', 'Atan2', 'Atanh'],
  ...['BatchMatMul', 'BatchToSpaceND', 'BroadcastTo', 'Ceil', 'ClipByValue', 'Concat'],
  ...['Conv2D', 'Conv2DBackpropInput', 'Conv3D', 'Cos', 'Cosh', 'DepthwiseConv2dNative', 'Elu', 'Erf', 'Exp'],
  ...['ExpandDims', 'Expm1', 'Floor', 'FusedBatchNorm', 'Identity', 'IsFinite', 'IsInf', 'IsNan'],
  ...['LeakyRelu', 'Log', 'Log1p', 'LogSoftmax', 'Max', 'Maximum', 'MaxPool', 'MaxPool3D', 'Mean', 'Min', 'Minimum'],
  ...['Mod', 'Multiply', 'Neg', 'OneHot', 'OnesLike', 'Pack', 'PadV2', 'Pow', 'Prelu', 'RealDiv', 'Reciprocal'],
  ...['Relu', 'Relu6', 'Reshape', 'Reverse', 'Round', 'Rsqrt', 'Select', 'Selu', 'Sigmoid', 'Sign', 'Sin', 'Sinh'],
  ...['Slice', 'Softmax', 'Softplus', 'SpaceToBatchND', 'SplitV', 'Sqrt', 'Square', 'Step', 'Sub', 'Sum', 'Tan'],
  ...['Tanh', 'Transpose', 'Unpack', 'UnsortedSegmentSum', 'ZerosLike'],
];

const RIGHT = new Set([...OWN_GRADIENT_RIGHT, ...gradientRules.map(({ kernelName }) => kernelName)]);

const REFUSED: Readonly<Record<string, string>> = {};

const UNKNOWN = 'the op is not known to Gradlens';

/** @param kernelName as TensorFlow.js names the op's kernel: "MatMul" is `BatchMatMul`. */
export function secondOrderStatus(kernelName: string): SecondOrderStatus {
  if (RIGHT.has(kernelName)) return { status: 'right' };
  return { status: 'refused', why: Object.hasOwn(REFUSED, kernelName) ? REFUSED[kernelName]! : UNKNOWN };
}
