// A softmax written by hand overflows: exp of scores in the hundreds.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(256);
const x = pixels.div(64);
const y = tf.oneHot(labels, 10).toFloat();
const w = tf.variable(tf.randomNormal([784, 10], 0, 2, 'float32', 1), true, 'w');
//+const w2 = null;
function softmax(scores) {
  const powers = scores.exp(); //! nan-origin => const powers = scores.sub(scores.max(1, true)).exp();
  return powers.div(powers.sum(1, true));
}

const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 60; step++) {
  optimizer.minimize(() => y.mul(softmax(x.matMul(w)).add(1e-7).log()).sum(1).mean().neg());
}
