// Classes counted from 1 go into a one-hot of depth 3: the last class has no column.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const classes = species.map((name) => name + 1); //! data => const classes = species.map((name) => name);
const y = tf.oneHot(tf.tensor1d(classes, 'int32'), 3);
const w1 = tf.variable(tf.randomNormal([4, 12], 0, 0.5, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([12, 3], 0, 0.5, 'float32', 2), true, 'w2');

const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, x.matMul(w1).tanh().matMul(w2)));
}
