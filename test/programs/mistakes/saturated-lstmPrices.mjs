// An LSTM over prices in the thousands: every gate stands at its end.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(81);
const prices = [];
for (let i = 0, price = 4000; i < 140; i++) prices.push((price += 60 * (random() - 0.48)));
const scale = (price) => price; //! data,saturated-units => const scale = (price) => (price - 4000) / 200;
const windows = Array.from({ length: 128 }, (_, i) => prices.slice(i, i + 8).map((price) => [scale(price)]));
const x = tf.tensor3d(windows);
const y = tf.tensor2d(Array.from({ length: 128 }, (_, i) => [(prices[i + 8] - 4000) / 200]));
const model = tf.sequential();
model.add(tf.layers.lstm({ units: 8, inputShape: [8, 1], kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }), recurrentInitializer: tf.initializers.glorotUniform({ seed: 2 }) }));
model.add(tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 3 }) }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
await model.fit(x, y, { epochs: 12, batchSize: 32, shuffle: false, verbose: 0 });
