// Rate and momentum were given in the wrong order.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths } = flowers(6);
const rows = standardized(tf.tensor2d(lengths));
const x = rows.slice([0, 0], [150, 3]);
const y = rows.slice([0, 3], [150, 1]);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, inputShape: [3], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }));
model.add(tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }));
const optimizer = tf.train.momentum(0.9, 0.01); //! unstable-step => const optimizer = tf.train.momentum(0.01, 0.9);
model.compile({ optimizer, loss: 'meanSquaredError' });
await model.fit(x, y, { epochs: 12, batchSize: 30, shuffle: false, verbose: 0 });
