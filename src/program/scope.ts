import type { TensorflowCore } from '../tensorflow/core.js';

/** `tf.tidy` for results that are no tensors: what `work` makes is gone when it returns. */
export function inScope<R>(tf: TensorflowCore, work: () => R): R {
  let result!: R;
  tf.tidy(() => {
    result = work();
  });
  return result;
}
