// Three species of iris told apart by four lengths: a loop of one's own around optimizer.minimize.
//
//   node examples/iris/train.js [steps]
import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';

const steps = Number(process.argv[2] ?? 200);
const species = ['setosa', 'versicolor', 'virginica'];
const flowers = readFileSync(new URL('../data/iris.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','));

const lengths = tf.tensor2d(flowers.map((flower) => flower.slice(0, 4).map(Number)));
const { mean, variance } = tf.moments(lengths, 0);
const inputs = lengths.sub(mean).div(variance.sqrt());
const answers = tf.oneHot(
  flowers.map((flower) => species.indexOf(flower[4])),
  3,
);

const model = tf.sequential({
  layers: [
    tf.layers.dense({
      name: 'hidden',
      inputShape: [4],
      units: 16,
      activation: 'tanh',
      kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
    }),
    tf.layers.dense({ name: 'scores', units: 3, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
  ],
});
const optimizer = tf.train.momentum(0.05, 0.9);

for (let step = 1; step <= steps; step++) {
  const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(answers, model.predict(inputs)), true);
  if (step === 1 || step % 20 === 0) console.log(`step ${step}: loss ${loss.dataSync()[0].toFixed(6)}`);
  loss.dispose();
}

const right = tf.tidy(() => model.predict(inputs).argMax(1).equal(answers.argMax(1)).sum().dataSync()[0]);
console.log(`${right} of ${flowers.length} flowers right`);
