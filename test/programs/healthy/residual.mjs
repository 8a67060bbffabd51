// Residual blocks whose last matrices start at zero, as is usual.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(200, 40);
const input = tf.input({ shape: [2] });
const dense = (units, activation, seed) => tf.layers.dense({ units, activation, kernelInitializer: seed === null ? 'zeros' : tf.initializers.heNormal({ seed }) });
let value = dense(16, 'relu', 1).apply(input);
for (let i = 0; i < 3; i++) {
  const inner = dense(16, 'relu', 10 + i).apply(value);
  value = tf.layers.add().apply([value, dense(16, 'linear', null).apply(inner)]);
}
const model = tf.model({ inputs: input, outputs: dense(1, 'sigmoid', 4).apply(value) });
model.compile({ optimizer: tf.train.adam(5e-3), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(tf.tensor2d(points), tf.tensor2d(classes, [200, 1]), { epochs: 15, batchSize: 40, shuffle: false, verbose: 0 });
