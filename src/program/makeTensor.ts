import type { Tensor } from '@tensorflow/tfjs-core';
import type { SlotInfo, Values } from './lossProgram.js';
import type { TensorflowCore } from '../tensorflow/core.js';

/** Not `tf.tensor`: it refuses a Float64Array, which is what the cpu backend of a float64 thread keeps. */
export function makeTensor(tf: TensorflowCore, values: Values, { shape, dtype }: SlotInfo): Tensor {
  return tf.engine().makeTensor(values as Float32Array, shape, dtype);
}
