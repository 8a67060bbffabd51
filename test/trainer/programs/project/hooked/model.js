import * as tf from '@tensorflow/tfjs';

export const moduleKind = typeof module === 'object' ? 'CommonJS' : 'ES module';

export function createModel() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones' }));
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  return model;
}
