// CommonJS that requires a TypeScript file without its extension.
const tf = require('@tensorflow/tfjs');
const { rate } = require('./rate');

const weight = tf.variable(tf.scalar(2), true, 'weight');
const optimizer = tf.train.sgd(rate);
for (let step = 0; step < 4; step++) optimizer.minimize(() => weight.square());
