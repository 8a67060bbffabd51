import * as tf from '@tensorflow/tfjs';

export function dense(x, w, b) {
  const product = tf.matMul(x, w);
  return tf.add(product, b);
}

export const squaredError = (a, y) =>
  tf.mean(
    tf.square(tf.sub(a, y)),
  );
