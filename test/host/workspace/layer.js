import * as tf from '@tensorflow/tfjs';

export function dense(x, w) {
  return tf.matMul(x, w);
}
