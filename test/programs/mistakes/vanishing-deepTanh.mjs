// Ten tanh layers of one's own, with weights drawn too small for their width.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(128, 58);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [128, 1]);
const deviation = (inputs) => 0.2 / Math.sqrt(inputs); //! vanishing-gradient,initialization => const deviation = (inputs) => 1.1 / Math.sqrt(inputs);
const sizes = [2, 16, 16, 16, 16, 16, 16, 16, 16, 1];
const weights = sizes.slice(1).map((units, i) => tf.variable(tf.randomNormal([sizes[i], units], 0, deviation(sizes[i]), 'float32', i + 1), true, `w${i + 1}`));
const scores = () => weights.reduce((value, w, i) => (i < weights.length - 1 ? value.matMul(w).tanh() : value.matMul(w)), x);
const optimizer = tf.train.sgd(0.2);
for (let step = 0; step < 120; step++) optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(y, scores()));
