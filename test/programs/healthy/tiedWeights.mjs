// An auto-encoder whose decoder is the transposed encoder.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const x = digits(192).pixels.div(255);
const w = tf.variable(tf.randomNormal([784, 24], 0, 0.04, 'float32', 1), true, 'w');
const inner = tf.variable(tf.zeros([24]), true, 'inner');
const outer = tf.variable(tf.zeros([784]), true, 'outer');
const optimizer = tf.train.adam(2e-3);
for (let step = 0; step < 80; step++) {
  optimizer.minimize(() => {
    const code = x.matMul(w).add(inner).relu();
    return tf.losses.meanSquaredError(x, code.matMul(w, false, true).add(outer));
  });
}
