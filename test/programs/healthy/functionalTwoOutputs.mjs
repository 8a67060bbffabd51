// A functional model with two inputs and two outputs, each with a loss of its own, fed by name.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers(4);
const rows = standardized(tf.tensor2d(lengths));
const [sepal, petal] = tf.split(rows, 2, 1);
const init = (seed) => tf.initializers.glorotUniform({ seed });
const a = tf.input({ shape: [2], name: 'sepal' });
const b = tf.input({ shape: [2], name: 'petal' });
const left = tf.layers.dense({ units: 12, activation: 'relu', kernelInitializer: init(1) }).apply(a);
const right = tf.layers.dense({ units: 12, activation: 'tanh', kernelInitializer: init(2) }).apply(b);
const joined = tf.layers.concatenate().apply([left, right]);
const kind = tf.layers.dense({ name: 'kind', units: 3, activation: 'softmax', kernelInitializer: init(3) }).apply(joined);
const size = tf.layers.dense({ name: 'size', units: 1, kernelInitializer: init(4) }).apply(joined);
const model = tf.model({ inputs: [a, b], outputs: [kind, size] });
model.compile({ optimizer: tf.train.adam(0.01), loss: ['categoricalCrossentropy', 'meanSquaredError'] });
const y = [tf.oneHot(species, 3), rows.slice([0, 0], [150, 1])];
await model.fit([sepal, petal], y, { epochs: 20, batchSize: 30, shuffle: false, verbose: 0 });
