// Weights drawn with a deviation of 1e-6 in every layer of four.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(512);
const model = tf.sequential();
for (let i = 0; i < 4; i++) {
  model.add(
    tf.layers.dense({
      units: i === 3 ? 10 : 32,
      inputShape: i === 0 ? [784] : undefined,
      activation: i === 3 ? 'softmax' : 'tanh',
      kernelInitializer: tf.initializers.randomNormal({ stddev: 1e-6, seed: i }), //! initialization,vanishing-gradient => kernelInitializer: tf.initializers.glorotNormal({ seed: i }),
    }),
  );
}
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(pixels.div(255), tf.oneHot(labels, 10), { epochs: 6, batchSize: 64, shuffle: false, verbose: 0 });
