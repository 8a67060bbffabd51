import * as tf from '@tensorflow/tfjs';
import { dense } from './layer.js';

const x = tf.tensor2d([1, 2, 3, -4], [2, 2]);
const w = tf.variable(tf.tensor2d([[0.5], [-0.25]]), true, 'w');
const optimizer = tf.train.sgd(0.01);

for (let step = 0; step < 40; step++) {
  optimizer.minimize(() => {
    const a = dense(x, w);
    const b = tf.square(a);
    return tf.mean(b);
  });
}
