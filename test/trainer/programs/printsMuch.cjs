// 400 steps that print a kilobyte each, by both of Node's ways.
const tf = require('@tensorflow/tfjs');

const w = tf.variable(tf.tensor1d([3, -2]), true, 'w');
const optimizer = tf.train.sgd(0.01);
for (let step = 1; step <= 400; step++) {
  optimizer.minimize(() => tf.sum(tf.square(w)));
  console.log('x'.repeat(500));
  process.stdout.write(`${'y'.repeat(499)}\n`);
}
