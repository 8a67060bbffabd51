// Each micro-batch's loss is divided by their number, and the gradients are added up.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(120, 32);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);
const w = tf.variable(tf.zeros([2, 1]), true, 'w');
const optimizer = tf.train.sgd(0.2);
for (let step = 0; step < 60; step++) {
  let total = tf.zerosLike(w);
  for (let part = 0; part < 6; part++) {
    const loss = () => tf.losses.meanSquaredError(y.slice([part * 20, 0], [20, 1]), x.slice([part * 20, 0], [20, 2]).matMul(w)).div(6);
    total = total.add(tf.variableGrads(loss, [w]).grads.w);
  }
  optimizer.applyGradients({ w: total });
}
