/** What wasm lacks for training, computes slowly or computes wrongly, made good with its own kernels and heap. */
import type { TensorflowCore } from '../../tensorflow/core.js';
import { registerConv2dBackprop } from './kernels/conv2d.js';
import { registerConv3dBackprop } from './kernels/conv3d.js';
import { registerDepthwiseBackprop } from './kernels/depthwiseConv2d.js';
import { registerDilation2d } from './kernels/dilation2d.js';
import { registerGather } from './kernels/gather.js';
import { registerIdentity } from './kernels/identity.js';
import { registerMatMul } from './kernels/matMul.js';
import { registerMaxPool } from './kernels/maxPool.js';
import { registerSums } from './kernels/sums.js';
import { registerUnsortedSegmentSum } from './kernels/segmentSum.js';

/** To be called once, after the stock kernels of the backend are registered. */
export function registerTrainingKernels(core: TensorflowCore): void {
  registerIdentity(core);
  registerMatMul(core);
  registerConv2dBackprop(core);
  registerDepthwiseBackprop(core);
  registerConv3dBackprop(core);
  registerUnsortedSegmentSum(core);
  registerGather(core);
  registerSums(core);
  registerMaxPool(core);
  registerDilation2d(core);
}
