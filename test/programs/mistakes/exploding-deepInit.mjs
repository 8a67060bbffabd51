// A deep network of relu layers on digits, with weights drawn far too large.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(512);
const x = pixels.div(255);
const y = tf.oneHot(labels, 10);

const model = tf.sequential();
for (let i = 0; i < 6; i++) {
  model.add(
    tf.layers.dense({
      units: 64,
      activation: 'relu',
      inputShape: i === 0 ? [784] : undefined,
      kernelInitializer: tf.initializers.randomNormal({ stddev: 1.5, seed: i }), //! exploding-gradient,initialization => kernelInitializer: tf.initializers.heNormal({ seed: i }),
    }),
  );
}
model.add(tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 9 }) }));
model.compile({ optimizer: tf.train.sgd(0.02), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(x, y, { epochs: 6, batchSize: 32, shuffle: false, verbose: 0 });
