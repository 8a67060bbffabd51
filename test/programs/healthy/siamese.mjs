// One tower for both pictures of a pair, and a contrastive loss.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(256);
const x = pixels.div(255);
const a = x.slice([0, 0], [128, 784]);
const b = x.slice([128, 0], [128, 784]);
const same = tf.tensor1d(labels.slice(0, 128).map((label, i) => (label === labels[128 + i] ? 1 : 0)));
const w1 = tf.variable(tf.randomNormal([784, 32], 0, 0.05, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([32, 8], 0, 0.2, 'float32', 2), true, 'w2');
const tower = (picture) => picture.matMul(w1).relu().matMul(w2);
const optimizer = tf.train.adam(2e-3);
for (let step = 0; step < 80; step++) {
  optimizer.minimize(() => {
    const distance = tower(a).sub(tower(b)).square().sum(1).add(1e-6).sqrt();
    const apart = tf.relu(tf.sub(1, distance)).square();
    return same.mul(distance.square()).add(tf.sub(1, same).mul(apart)).mean();
  });
}
