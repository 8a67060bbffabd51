/** What is known of every op: its second derivative is right, or refused. `docs/second-order.md` has the measured errors. */
import { gradientRules } from './gradients/rules.js';

export type SecondOrderStatus = { status: 'right' } | { status: 'refused'; why: string };

/** Gradients of TensorFlow.js that are right to second order once the tape is (the rest is in `gradients/`). */
const OWN_GRADIENT_RIGHT = [
  ...['Abs', 'Acos', 'Acosh', 'Add', 'AddN', 'ArgMax', 'ArgMin', 'Asin', 'Asinh', 'Atan', 'Atan2', 'Atanh'],
  ...['BatchMatMul', 'BatchToSpaceND', 'BroadcastTo', 'Cast', 'Ceil', 'ClipByValue', 'Concat'],
  ...['Conv2D', 'Conv2DBackpropInput', 'Conv3D', 'Cos', 'Cosh', 'DepthwiseConv2dNative', 'Elu', 'Erf', 'Exp'],
  ...['ExpandDims', 'Expm1', 'Floor', 'FusedBatchNorm', 'Identity', 'IsFinite', 'IsInf', 'IsNan'],
  ...['LeakyRelu', 'Log', 'Log1p', 'LogSoftmax', 'Max', 'MaxPool', 'MaxPool3D', 'Mean', 'Min'],
  ...['Mod', 'Multiply', 'Neg', 'OneHot', 'OnesLike', 'Pack', 'PadV2', 'Pow', 'Prelu', 'RealDiv', 'Reciprocal'],
  ...['Relu', 'Relu6', 'Reshape', 'Reverse', 'Round', 'Rsqrt', 'Select', 'Selu', 'Sigmoid', 'Sign', 'Sin', 'Sinh'],
  ...['Slice', 'Softmax', 'Softplus', 'SpaceToBatchND', 'SplitV', 'Sqrt', 'Square', 'Step', 'Sub', 'Sum', 'Tan'],
  ...['Tanh', 'Transpose', 'Unpack', 'UnsortedSegmentSum', 'ZerosLike'],
];

/** Their results are integers or booleans: nothing flows back through them (`differentiableInputs.ts`). */
const INTEGER_VALUED = [
  ...['All', 'Any', 'BitwiseAnd', 'Equal', 'Greater', 'GreaterEqual', 'Less', 'LessEqual'],
  ...['LogicalAnd', 'LogicalNot', 'LogicalOr', 'LogicalXor', 'LowerBound', 'Multinomial', 'NonMaxSuppressionV3'],
  ...['NotEqual', 'SearchSorted', 'UpperBound'],
];

const RIGHT = new Set([...OWN_GRADIENT_RIGHT, ...INTEGER_VALUED, ...gradientRules.map(({ kernelName }) => kernelName)]);

const BACKWARD = 'it is a backward kernel; the op that it belongs to has a gradient of its own here';
const COMPLEX = 'TensorFlow.js carries real gradients only';
const FUSED = 'it is a fused kernel, which TensorFlow.js runs only where it takes no gradient';
const COORDINATES = 'no gradient is known for it, neither by the image nor by the coordinates';
const SPARSE = 'no gradient is known for it';
const NO_INPUT = 'it has no input that could be differentiated';

const REFUSED = new Map([
  ...each(BACKWARD, 'Dilation2DBackpropFilter', 'Dilation2DBackpropInput', 'LRNGrad'),
  ...each(BACKWARD, 'ResizeBilinearGrad', 'ResizeNearestNeighborGrad'),
  ...each(COMPLEX, 'Complex', 'ComplexAbs', 'FFT', 'IFFT', 'Imag', 'Real'),
  ...each(FUSED, '_FusedMatMul', 'FusedConv2D', 'FusedDepthwiseConv2D'),
  ...each(COORDINATES, 'CropAndResize', 'RotateWithOffset', 'Transform'),
  ...each(SPARSE, 'Bincount', 'BroadcastArgs', 'DenseBincount', 'Draw', 'MatrixBandPart', 'NonMaxSuppressionV4'),
  ...each(SPARSE, 'NonMaxSuppressionV5', 'Pool', 'RaggedGather', 'RaggedRange', 'RaggedTensorToTensor'),
  ...each(SPARSE, 'SparseFillEmptyRows', 'SparseReshape', 'SparseSegmentMean', 'SparseSegmentSum', 'SparseToDense'),
  ...each(SPARSE, 'StaticRegexReplace', 'StringNGrams', 'StringSplit', 'StringToHashBucketFast', 'Unique'),
  ...each(NO_INPUT, 'Fill', 'FromPixels', 'LinSpace', 'Range'),
]);

function each(why: string, ...kernels: string[]): [string, string][] {
  return kernels.map((kernel) => [kernel, why]);
}

const UNKNOWN = 'the op is not known to Gradlens';

/** @param kernelName as TensorFlow.js names the op's kernel: "MatMul" is `BatchMatMul`. */
export function secondOrderStatus(kernelName: string): SecondOrderStatus {
  if (RIGHT.has(kernelName)) return { status: 'right' };
  return { status: 'refused', why: REFUSED.get(kernelName) ?? UNKNOWN };
}
