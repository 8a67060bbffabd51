// import and require in one file, as bundlers allow it.
import * as tf from '@tensorflow/tfjs';

const { readFileSync } = require('fs');
const { start } = JSON.parse(readFileSync(`${__dirname}/settings.json`, 'utf8'));
const weight = tf.variable(tf.scalar(start), true, 'weight');
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 2; step++) optimizer.minimize(() => weight.square());
