/**
 * TensorFlow.js as tfjs-node's own code takes it: compiled to ES5, that code calls its superclass as a function, which
 * the classes of the bundled copy refuse.
 */
import * as tf from '@tensorflow/tfjs';

export * from '@tensorflow/tfjs';
export const CustomCallback = callable(tf.CustomCallback);

/** The class as a function that constructs for whatever subclass calls it. */
function callable<T, A extends unknown[]>(superclass: new (...args: A) => T): new (...args: A) => T {
  function construct(this: object, ...args: A): T {
    return Reflect.construct(superclass, args, this.constructor) as T;
  }
  construct.prototype = superclass.prototype as object;
  return construct as unknown as new (...args: A) => T;
}
