// The list of variables that the optimizer may change leaves out the first layer.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const y = tf.oneHot(species, 3);

const hidden = { w: tf.variable(tf.randomNormal([4, 10], 0, 0.5, 'float32', 1)), b: tf.variable(tf.zeros([10])) };
const output = { w: tf.variable(tf.randomNormal([10, 3], 0, 0.5, 'float32', 2)), b: tf.variable(tf.zeros([3])) };
const scores = () => x.matMul(hidden.w).add(hidden.b).relu().matMul(output.w).add(output.b);

const optimizer = tf.train.sgd(0.1);
const trained = [output.w, output.b]; //! no-gradient => const trained = [hidden.w, hidden.b, output.w, output.b];
for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, scores()), false, trained);
}
