/** What wasm lacks for training, computes slowly or computes wrongly, made good with its own kernels and heap. */
import type { TensorflowCore } from '../../tensorflow/core.js';
import { registerConv2dBackpropFilter } from './kernels/conv2d.js';
import { registerConv2dBackpropInput } from './kernels/conv2dInput.js';
import { registerConv3dBackprop } from './kernels/conv3d.js';
import { registerDepthwiseBackprop } from './kernels/depthwiseConv2d.js';
import { registerDilation2d } from './kernels/dilation2d.js';
import { registerGather } from './kernels/gather.js';
import { registerMatMul } from './kernels/matMul.js';
import { registerMaxPool } from './kernels/maxPool.js';
import { registerSums } from './kernels/sums.js';
import { registerUnsortedSegmentSum } from './kernels/segmentSum.js';

/** To be called once, after the stock kernels of the backend are registered. */
export function registerTrainingKernels(core: TensorflowCore): void {
  registerMatMul(core);
  registerConv2dBackpropFilter(core);
  registerConv2dBackpropInput(core);
  registerDepthwiseBackprop(core);
  registerConv3dBackprop(core);
  registerUnsortedSegmentSum(core);
  registerGather(core);
  registerSums(core);
  registerMaxPool(core);
  registerDilation2d(core);
}
