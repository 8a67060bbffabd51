import type { Core } from './openProgram.js';

/** `tf.tidy` for results that are no tensors: what `work` makes is gone when it returns. */
export function inScope<R>(tf: Core, work: () => R): R {
  let result!: R;
  tf.tidy(() => {
    result = work();
  });
  return result;
}
