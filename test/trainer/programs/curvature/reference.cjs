// A network of test/reference, trained on all of its data: node reference.cjs NETWORK OPTIMIZER SETTINGS STEPS
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const tf = require('@tensorflow/tfjs');

const [network, optimizerName, settings, steps] = process.argv.slice(2);
const { model } = JSON.parse(readFileSync(join(__dirname, '../../../reference', `${network}.json`), 'utf8'));
const x = tf.tensor(model.inputs.x.values, model.inputs.x.shape);
const y = tf.tensor(model.targets.values, model.targets.shape);
const weights = {};
for (const [name, { shape, values }] of Object.entries(model.weights)) {
  weights[name] = tf.variable(tf.tensor(values, shape), true, name);
}

function forward() {
  const values = { x };
  for (const op of model.graph) {
    if (op.op === 'dense') values[op.out] = values[op.in].matMul(weights[op.kernel]).add(weights[op.bias]);
    else values[op.out] = tf[op.kind](values[op.in]);
  }
  const { z } = values;
  let loss =
    model.loss === 'meanSquaredError' ? z.sub(y).square().mean() : tf.losses.softmaxCrossEntropy(y, z);
  for (const { lambda, variable } of model.penalties) loss = loss.add(weights[variable].square().sum().mul(lambda));
  return loss;
}

const s = JSON.parse(settings);
const optimizers = {
  sgd: () => tf.train.sgd(s.learningRate),
  momentum: () => tf.train.momentum(s.learningRate, s.momentum),
  nesterov: () => tf.train.momentum(s.learningRate, s.momentum, true),
  rmsprop: () => tf.train.rmsprop(s.learningRate, s.decay, s.momentum, s.epsilon),
  adagrad: () => tf.train.adagrad(s.learningRate, s.initialAccumulatorValue),
  adadelta: () => tf.train.adadelta(s.learningRate, s.rho, s.epsilon),
  adam: () => tf.train.adam(s.learningRate, s.beta1, s.beta2, s.epsilon),
  adamax: () => tf.train.adamax(s.learningRate, s.beta1, s.beta2, s.epsilon),
};
const optimizer = optimizers[optimizerName]();
for (let step = 0; step < Number(steps); step++) optimizer.minimize(forward, false, Object.values(weights));
