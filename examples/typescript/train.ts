// How wide is a petal, from its length and the sepal's? A regression in TypeScript, with an L2 penalty.
//
//   npx tsx examples/typescript/train.ts [epochs]
import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';

interface Flower {
  known: [number, number, number];
  petalWidth: number;
}

function readFlowers(): Flower[] {
  const lines = readFileSync(new URL('../data/iris.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return lines.map((line) => {
    const [sepalLength, sepalWidth, petalLength, petalWidth] = line.split(',').map(Number) as [
      number,
      number,
      number,
      number,
    ];
    return { known: [sepalLength, sepalWidth, petalLength], petalWidth };
  });
}

const epochs: number = Number(process.argv[2] ?? 40);
const flowers: Flower[] = readFlowers();
const inputs = tf.tensor2d(flowers.map((flower) => flower.known));
const answers = tf.tensor2d(flowers.map((flower) => [flower.petalWidth]));

const model: tf.Sequential = tf.sequential();
model.add(
  tf.layers.dense({
    name: 'hidden',
    inputShape: [3],
    units: 12,
    activation: 'elu',
    kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
    kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }),
  }),
);
model.add(tf.layers.dense({ name: 'width', units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });

await model.fit(inputs, answers, {
  epochs,
  batchSize: 30,
  shuffle: false,
  callbacks: {
    onEpochEnd: (epoch: number, logs?: tf.Logs) => {
      if ((epoch + 1) % 10 === 0) console.log(`epoch ${epoch + 1}: loss ${logs?.loss?.toFixed(5)}`);
    },
  },
});
