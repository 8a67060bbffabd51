// The scale is a parameter of the function, but the function uses another one.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(150, 9);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);

const w = tf.variable(tf.randomNormal([2, 1], 0, 0.5, 'float32', 4), true, 'w');
const b = tf.variable(tf.zeros([1]), true, 'b');
const scale = tf.variable(tf.ones([1]), true, 'scale');

function predict(inputs, factor) {
  const fixed = 1;
  return inputs.matMul(w).add(b).mul(fixed); //! no-gradient(scale) => return inputs.matMul(w).add(b).mul(factor).div(fixed);
}

const optimizer = tf.train.adam(0.05);
for (let step = 0; step < 120; step++) {
  const { grads } = tf.variableGrads(() => tf.losses.meanSquaredError(y, predict(x, scale)), [w, b, scale]);
  optimizer.applyGradients(grads);
  tf.dispose(grads);
}
