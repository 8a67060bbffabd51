// Small models whose Jacobian is known: node jacobian.cjs KIND STEPS. Prints the last weights as JSON.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const tf = require('@tensorflow/tfjs');

const [kind, steps] = process.argv.slice(2);
const wave = (count, phase) => Float32Array.from({ length: count }, (_, i) => Math.sin(phase + 1.7 * i));
const variable = (shape, phase, name) =>
  tf.variable(tf.tensor(wave(shape.reduce((a, b) => a * b, 1), phase), shape), true, name);
const classes = (count, outputs) => tf.oneHot(tf.tensor1d(Array.from({ length: count }, (_, i) => i % outputs), 'int32'), outputs);

function tanhNetwork(outputs) {
  const x = tf.tensor2d(wave(36, 0.3), [12, 3]);
  const y = classes(12, outputs);
  const [w1, b1, w2, b2] = [variable([3, 5], 1, 'w1'), variable([5], 2, 'b1'), variable([5, outputs], 3, 'w2'), variable([outputs], 4, 'b2')];
  return { x, y, weights: [w1, b1, w2, b2], forward: (given) => tf.tanh(given.matMul(w1).add(b1)).matMul(w2).add(b2) };
}

function train(loss, weights, rate = 0.1) {
  const optimizer = tf.train.sgd(rate);
  for (let step = 0; step < Number(steps); step++) optimizer.minimize(loss, false, weights);
  print(weights);
}
const print = (weights) => console.log(`weights: ${JSON.stringify(weights.flatMap((w) => [...w.dataSync()]))}`);

async function fitted(model, loss, x, y, options = {}) {
  model.compile({ optimizer: tf.train.sgd(0.1), loss });
  await model.fit(x, y, { epochs: Number(steps), batchSize: x.shape[0], shuffle: false, verbose: 0, ...options });
  print(model.trainableWeights.map((weight) => weight.read()));
}
const kernel = (seed) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });

const KINDS = {
  tanh() {
    const { x, y, weights, forward } = tanhNetwork(4);
    train(() => tf.losses.softmaxCrossEntropy(y, forward(x)), weights);
  },
  wide() {
    const { x, y, weights, forward } = tanhNetwork(40);
    train(() => tf.losses.softmaxCrossEntropy(y, forward(x)), weights);
  },
  penalty() {
    const { jacobianPenalty } = require('gradlens/regularizers');
    const { x, y, weights, forward } = tanhNetwork(4);
    train(() => {
      const z = forward(x);
      return tf.losses.softmaxCrossEntropy(y, z).add(jacobianPenalty(z, x, { lambda: 0.1, projections: 'exact' }));
    }, weights);
  },
  // The outputs of a sample depend on all of its batch.
  mixed() {
    const { x, y, weights, forward } = tanhNetwork(4);
    train(() => {
      const z = forward(x);
      return tf.losses.softmaxCrossEntropy(y, z.sub(z.mean(0)).mul(weights[3]));
    }, weights);
  },
  regression() {
    const { x, weights, forward } = tanhNetwork(4);
    const y = tf.tensor2d(wave(48, 9), [12, 4]);
    train(() => tf.losses.meanSquaredError(y, forward(x)).add(weights[0].square().sum().mul(0.01)), weights);
  },
  cnn() {
    const { model } = JSON.parse(readFileSync(join(__dirname, '../../../reference/04_cnn.json'), 'utf8'));
    const tensor = ({ values, shape }) => tf.tensor(values, shape);
    const w = Object.fromEntries(Object.entries(model.weights).map(([name, value]) => [name, tf.variable(tensor(value), true, name)]));
    const x = tensor(Object.values(model.inputs)[0]);
    const y = tensor(model.targets);
    const forward = () => {
      const values = { [Object.keys(model.inputs)[0]]: x };
      for (const op of model.graph) {
        const given = values[op.in];
        if (op.op === 'conv2d') values[op.out] = given.conv2d(w[op.kernel], op.strides, op.padding).add(w[op.bias]);
        else if (op.op === 'maxPool2d') values[op.out] = given.maxPool(op.size, op.strides, op.padding);
        else if (op.op === 'flatten') values[op.out] = given.reshape([given.shape[0], -1]);
        else if (op.op === 'act') values[op.out] = tf[op.kind](given);
        else values[op.out] = given.matMul(w[op.kernel]).add(w[op.bias]);
      }
      return values[model.output];
    };
    train(() => tf.losses.softmaxCrossEntropy(y, forward()), Object.values(w), 0);
  },
  async fit() {
    const model = tf.sequential();
    model.add(tf.layers.dense({ units: 5, activation: 'tanh', inputShape: [3], ...kernel(1) }));
    model.add(tf.layers.dense({ units: 4, activation: 'softmax', ...kernel(2) }));
    await fitted(model, 'categoricalCrossentropy', tf.tensor2d(wave(36, 0.3), [12, 3]), classes(12, 4));
  },
  async fitPenalty() {
    const { withJacobianPenalty } = require('gradlens/regularizers');
    const model = tf.sequential();
    model.add(tf.layers.conv2d({ filters: 2, kernelSize: 3, activation: 'tanh', inputShape: [6, 6, 1], ...kernel(1) }));
    model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
    model.add(tf.layers.flatten());
    model.add(tf.layers.dense({ units: 3, activation: 'softmax', ...kernel(2) }));
    const loss = withJacobianPenalty(model, tf.metrics.categoricalCrossentropy, { lambda: 0.1, seed: 5 });
    await fitted(model, loss, tf.tensor4d(wave(8 * 36, 0.3), [8, 6, 6, 1]), classes(8, 3), { batchSize: 4 });
  },
  async normalized() {
    const model = tf.sequential();
    model.add(tf.layers.dense({ units: 3, inputShape: [3], useBias: false, ...kernel(1) }));
    model.add(tf.layers.batchNormalization({ epsilon: 1e-3 }));
    await fitted(model, 'meanSquaredError', tf.tensor2d(wave(36, 0.3), [12, 3]), tf.tensor2d(wave(36, 9), [12, 3]));
  },
  async embedding() {
    const model = tf.sequential();
    model.add(tf.layers.embedding({ inputDim: 7, outputDim: 2, inputLength: 3, embeddingsInitializer: tf.initializers.randomUniform({ seed: 3 }) }));
    model.add(tf.layers.flatten());
    model.add(tf.layers.dense({ units: 3, activation: 'softmax', ...kernel(2) }));
    const x = tf.tensor2d([0, 3, 6, 1, 1, 5, 2, 2, 4, 0, 5, 6], [4, 3]);
    await fitted(model, 'categoricalCrossentropy', x, classes(4, 3));
  },
};
KINDS[kind]();
