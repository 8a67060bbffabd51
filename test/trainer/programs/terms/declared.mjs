// Regularizers of every kind that layers declare, trained by fit: node declared.mjs
import * as tf from '@tensorflow/tfjs';

const { l1, l2, l1l2 } = tf.regularizers;

/** λΣw⁴ */
class Fourth extends Object.getPrototypeOf(l1().constructor) {
  apply(weights) {
    return weights.square().square().sum().mul(0.125);
  }
}

const seeded = (seed) => tf.initializers.randomNormal({ stddev: 0.5, seed });
const model = tf.sequential({
  layers: [
    tf.layers.dense({
      name: 'first',
      inputShape: [5],
      units: 6,
      activation: 'tanh',
      kernelInitializer: seeded(1),
      biasInitializer: 'zeros',
      kernelRegularizer: l2({ l2: 0.01 }),
      biasRegularizer: l1({ l1: 0.02 }),
    }),
    tf.layers.dense({
      name: 'second',
      units: 4,
      activation: 'tanh',
      kernelInitializer: seeded(2),
      biasInitializer: seeded(4),
      kernelRegularizer: l1l2({ l1: 0.001, l2: 0.004 }),
    }),
    tf.layers.dense({ name: 'third', units: 2, kernelInitializer: seeded(3), kernelRegularizer: new Fourth() }),
  ],
});
model.compile({ optimizer: tf.train.sgd(0.05), loss: 'meanSquaredError' });
const x = tf.randomNormal([40, 5], 0, 1, 'float32', 5);
const y = tf.randomNormal([40, 2], 0, 1, 'float32', 6);
const weights = model.trainableWeights.map((each) => [each.originalName, [...each.read().dataSync()]]);
process.stderr.write(`weights ${JSON.stringify(Object.fromEntries(weights))}\n`);
await model.fit(x, y, { epochs: Number(process.argv[2]), batchSize: 40, shuffle: false, verbose: 0 });
