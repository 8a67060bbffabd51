// Polynomial ridge regression on { x, y, degree } of a JSON file, by many full-batch steps.
const { readFileSync } = require('node:fs');
const tf = require('@tensorflow/tfjs');

const lambda = 0.1;

const { x, y, degree } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const xs = tf.tensor2d(x.map((value) => Array.from({ length: degree }, (_, k) => value ** (k + 1))));
const ys = tf.tensor2d(y.map((value) => [value]));

const model = tf.sequential();
model.add(
  tf.layers.dense({
    ...{ units: 1, inputShape: [degree], kernelInitializer: 'zeros' },
    kernelRegularizer: tf.regularizers.l2({ l2: lambda }),
  }),
);
const largest = 2 * (3.5 + lambda);
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.momentum(1 / largest, 0.9) });
void model.fit(xs, ys, { epochs: 400, batchSize: x.length, shuffle: false, verbose: 0 });
