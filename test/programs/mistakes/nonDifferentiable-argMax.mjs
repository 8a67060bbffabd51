// The share of wrong classes, by argMax, is minimised as if it had a gradient.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const y = tf.tensor1d(species, 'int32');
const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4], kernelInitializer: tf.initializers.glorotNormal({ seed: 1 }) })] });
const optimizer = tf.train.adam(0.05);
for (let step = 0; step < 40; step++) {
  optimizer.minimize(() => {
    const scores = model.apply(x);
    const wrong = scores.argMax(1).notEqual(y).toFloat(); //! non-differentiable => const wrong = tf.losses.softmaxCrossEntropy(tf.oneHot(y, 3), scores);
    return wrong.mean();
  });
}
