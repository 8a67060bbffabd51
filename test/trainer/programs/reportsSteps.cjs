// Trains without end and notes each step whose update has returned in the file named by its argument.
const { openSync, writeSync } = require('node:fs');
const tf = require('@tensorflow/tfjs');

const returned = openSync(process.argv[2], 'w');
const weight = tf.variable(tf.scalar(1), true, 'weight');
const optimizer = tf.train.sgd(0.0001);
for (let step = 1; ; step++) {
  optimizer.minimize(() => weight.square());
  writeSync(returned, `${step}\n`);
}
