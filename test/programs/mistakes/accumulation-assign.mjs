// A gradient buffer in a Variable is added to for ever.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(120, 63);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);
const w = tf.variable(tf.zeros([2, 1]), true, 'w');
const b = tf.variable(tf.zeros([1]), true, 'b');
const buffers = { w: tf.variable(tf.zeros([2, 1]), false), b: tf.variable(tf.zeros([1]), false) };
for (let step = 0; step < 60; step++) {
  const { grads } = tf.variableGrads(() => tf.losses.meanSquaredError(y, x.matMul(w).add(b)), [w, b]);
  for (const name of ['w', 'b']) buffers[name].assign(buffers[name].add(grads[name])); //! accumulation => for (const name of ['w', 'b']) buffers[name].assign(grads[name].clone());
  w.assign(w.sub(buffers.w.mul(0.05)));
  b.assign(b.sub(buffers.b.mul(0.05)));
}
