// Gradients of eight micro-batches are added up and not divided by eight: the step is eight times too long.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(160, 19);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);
const w = tf.variable(tf.zeros([2, 1]), true, 'w');
const b = tf.variable(tf.zeros([1]), true, 'b');
const optimizer = tf.train.sgd(0.2);
const parts = 8;

for (let step = 0; step < 40; step++) {
  const sums = { w: tf.zerosLike(w), b: tf.zerosLike(b) };
  for (let part = 0; part < parts; part++) {
    const loss = () =>
      tf.losses.meanSquaredError(y.slice([part * 20, 0], [20, 1]), x.slice([part * 20, 0], [20, 2]).matMul(w).add(b));
    const { grads } = tf.variableGrads(loss, [w, b]);
    for (const name of ['w', 'b']) sums[name] = sums[name].add(grads[name]); //! accumulation => for (const name of ['w', 'b']) sums[name] = sums[name].add(grads[name].div(parts));
  }
  optimizer.applyGradients(sums);
}
