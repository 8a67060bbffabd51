// fitDataset over a generator of batches.
import * as tf from '@tensorflow/tfjs';
import { observe, data } from './observe.cjs';

const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, activation: 'softmax', inputShape: [4] })] });
model.compile({ optimizer: tf.train.adagrad(0.1), loss: 'categoricalCrossentropy' });
const { x, y } = data(30, [4]);
const batches = tf.data.zip({ xs: tf.data.array(await x.array()), ys: tf.data.array(await y.array()) }).shuffle(30, '7').batch(10);
const { history } = await model.fitDataset(batches, { epochs: 3, verbose: 0 });
observe(JSON.stringify(history), model.weights.map((weight) => weight.read()), 0);
