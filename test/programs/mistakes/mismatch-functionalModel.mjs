// A functional model with two inputs ends in a softmax, and the loss of its own training loop takes the softmax once more.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers(3);
const rows = standardized(tf.tensor2d(lengths));
const [sepal, petal] = tf.split(rows, 2, 1);
const y = tf.oneHot(species, 3);
const dense = (units, activation, seed) => tf.layers.dense({ units, activation, kernelInitializer: tf.initializers.glorotUniform({ seed }) });
const a = tf.input({ shape: [2] });
const b = tf.input({ shape: [2] });
const joined = tf.layers.concatenate().apply([dense(8, 'relu', 1).apply(a), dense(8, 'relu', 2).apply(b)]);
const output = dense(3, 'softmax', 3).apply(joined); //! loss-mismatch => const output = dense(3, 'linear', 3).apply(joined);
const model = tf.model({ inputs: [a, b], outputs: output });
const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 80; step++) {
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, model.apply([sepal, petal], { training: true })));
}
