import type { Tensor } from '@tensorflow/tfjs-core';
import type { SlotInfo, Values } from './lossProgram.js';
import type { TensorflowCore } from '../tensorflow/core.js';

/** Not `tf.tensor`: it refuses a Float64Array, which is what the cpu backend of a float64 thread keeps. */
export function makeTensor(tf: TensorflowCore, values: Values, { shape, dtype }: SlotInfo): Tensor {
  return tf.engine().makeTensor(asKept(values, dtype) as Float32Array, shape, dtype);
}

/**
 * The cpu backend leaves a cast's numbers in the array that they were in (`oneHot(…).toFloat()` in an Int32Array); every other
 * backend takes an array for the bytes of the type that it is told.
 */
function asKept(values: Values, dtype: SlotInfo['dtype']): Values {
  // In a float64 thread Float32Array is Float64Array.
  if (dtype === 'float32' && (values instanceof Int32Array || values instanceof Uint8Array))
    return Float32Array.from(values);
  if (dtype === 'int32' && !(values instanceof Int32Array)) return Int32Array.from(values);
  return dtype === 'bool' && !(values instanceof Uint8Array) ? Uint8Array.from(values) : values;
}
