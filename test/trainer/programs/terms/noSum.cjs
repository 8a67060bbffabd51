// A loss that is no sum.
const tf = require('@tensorflow/tfjs');

const x = tf.randomNormal([16, 3], 0, 1, 'float32', 1);
const w = tf.variable(tf.ones([3, 1]), true, 'w');
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 3; step++) optimizer.minimize(() => x.matMul(w).square().mean().sqrt());
