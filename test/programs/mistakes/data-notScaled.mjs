// Prices in tens of thousands beside rooms in ones, neither scaled.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(24);
const houses = Array.from({ length: 200 }, () => [800 + 2400 * random(), 1 + Math.floor(5 * random()), 1950 + 70 * random()]);
const prices = houses.map(([area, rooms, year]) => [90 * area + 8000 * rooms + 300 * (year - 1950) + 5000 * random()]);
const scale = (rows) => {
  const columns = tf.tensor2d(rows);
  return columns; //! data => return columns.sub(columns.mean(0)).div(tf.moments(columns, 0).variance.sqrt());
};
const x = scale(houses);
const y = scale(prices);

const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, inputShape: [3], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
await model.fit(x, y, { epochs: 20, batchSize: 32, shuffle: false, verbose: 0 });
