// Eight sigmoid layers one after another: the first ones hardly learn.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(256, 5);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [256, 1]);

const model = tf.sequential();
for (let i = 0; i < 8; i++) {
  model.add(
    tf.layers.dense({
      name: `hidden${i + 1}`,
      units: 16,
      inputShape: i === 0 ? [2] : undefined,
      activation: 'sigmoid', //! vanishing-gradient => activation: 'elu',
      kernelInitializer: tf.initializers.glorotUniform({ seed: i }),
    }),
  );
}
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotUniform({ seed: 20 }) }));
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(x, y, { epochs: 40, batchSize: 64, shuffle: false, verbose: 0 });
