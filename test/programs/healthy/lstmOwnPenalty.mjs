// The penalty that TensorFlow.js leaves out of a recurrent cell's loss is added by hand; the dense layer's by calculateLosses.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(62);
const data = tf.tensor3d(Array.from({ length: 48 }, () => Array.from({ length: 8 }, () => [random() * 2 - 1])));
const means = data.mean(1);
const glorot = (seed) => tf.initializers.glorotUniform({ seed });
const regularizer = tf.regularizers.l2({ l2: 0.01 });
const recurrent = tf.layers.gru({ units: 6, inputShape: [8, 1], kernelInitializer: glorot(1), recurrentInitializer: glorot(2), kernelRegularizer: regularizer });
const model = tf.sequential({ layers: [recurrent, tf.layers.dense({ units: 1, kernelInitializer: glorot(3), kernelRegularizer: regularizer })] });

const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 24; step++) {
  optimizer.minimize(() => {
    const error = tf.losses.meanSquaredError(means, model.apply(data, { training: true }));
    const kernel = recurrent.trainableWeights[0].read();
    return [regularizer.apply(kernel).asScalar(), ...model.calculateLosses()].reduce((sum, term) => sum.add(term), error);
  });
}
