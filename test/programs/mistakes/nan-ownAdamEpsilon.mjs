// Adam of one's own without epsilon: 0/0 where a weight never had a gradient.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(200);
const x = pixels.div(255);
const y = tf.oneHot(labels, 10);
const w = tf.variable(tf.randomNormal([784, 10], 0, 0.02, 'float32', 1), true, 'w');
let [m, v] = [tf.zerosLike(w), tf.zerosLike(w)];
for (let step = 1; step <= 40; step++) {
  const { grads } = tf.variableGrads(() => tf.losses.softmaxCrossEntropy(y, x.matMul(w)));
  m = m.mul(0.9).add(grads.w.mul(0.1));
  v = v.mul(0.999).add(grads.w.square().mul(0.001));
  const [mean, square] = [m.div(1 - 0.9 ** step), v.div(1 - 0.999 ** step)];
  const direction = mean.div(square.sqrt()); //! nan-origin(w) => const direction = mean.div(square.sqrt().add(1e-7));
  w.assign(w.sub(direction.mul(0.003)));
}
