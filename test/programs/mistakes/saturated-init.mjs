// Sigmoid units whose weights are drawn with a deviation of 30.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const y = tf.oneHot(species, 3);

const w1 = tf.variable(tf.randomNormal([4, 16], 0, 30, 'float32', 1), true, 'w1'); //! saturated-units,initialization(w1) => const w1 = tf.variable(tf.randomNormal([4, 16], 0, 0.5, 'float32', 1), true, 'w1');
const b1 = tf.variable(tf.zeros([16]), true, 'b1');
const w2 = tf.variable(tf.randomNormal([16, 3], 0, 0.2, 'float32', 2), true, 'w2');
const b2 = tf.variable(tf.zeros([3]), true, 'b2');
const scores = () => tf.sigmoid(x.matMul(w1).add(b1)).matMul(w2).add(b2);

const optimizer = tf.train.momentum(0.05, 0.9);
for (let step = 0; step < 150; step++) optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, scores()));
