// All layers are drawn with a deviation of 5.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(256);
const model = tf.sequential();
const init = (seed) => tf.initializers.randomNormal({ mean: 0, stddev: 5, seed }); //! initialization,saturated-units,exploding-gradient => const init = (seed) => tf.initializers.glorotNormal({ seed });
model.add(tf.layers.dense({ inputShape: [784], units: 32, activation: 'tanh', kernelInitializer: init(1) })); 
model.add(tf.layers.dense({ units: 16, activation: 'tanh', kernelInitializer: init(2) }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: init(3) }));
model.compile({ optimizer: tf.train.sgd(0.05), loss: 'categoricalCrossentropy' });
await model.fit(pixels.div(255), tf.oneHot(labels, 10), { epochs: 8, batchSize: 32, shuffle: false, verbose: 0 });
