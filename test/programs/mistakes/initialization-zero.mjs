// A hidden layer of zeros before another of zeros: relu passes nothing in either direction.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const y = tf.oneHot(species, 3);
const w1 = tf.variable(tf.zeros([4, 12]), true, 'w1'); //! initialization(w1) => const w1 = tf.variable(tf.randomNormal([4, 12], 0, 0.5, 'float32', 1), true, 'w1');
const b1 = tf.variable(tf.zeros([12]), true, 'b1');
const w2 = tf.variable(tf.zeros([12, 3]), true, 'w2'); //! => const w2 = tf.variable(tf.randomNormal([12, 3], 0, 0.3, 'float32', 2), true, 'w2');
const b2 = tf.variable(tf.zeros([3]), true, 'b2');

const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, x.matMul(w1).add(b1).relu().matMul(w2).add(b2)));
}
