// MODELS: names of reference models. RUNS: names of optimizers, 50 full-batch steps each; `one`: one step at rate 0.
const tf = require('@tensorflow/tfjs');
const { readFileSync } = require('node:fs');
const reference = (name) => JSON.parse(readFileSync(`test/reference/${name}.json`, 'utf8'));
const tensor = ({ shape, values }) => tf.tensor(values, shape);
const makers = {
  one: () => tf.train.sgd(0),
  sgd: (s) => tf.train.sgd(s.learningRate),
  momentum: (s) => tf.train.momentum(s.learningRate, s.momentum),
  nesterov: (s) => tf.train.momentum(s.learningRate, s.momentum, true),
  rmsprop: (s) => tf.train.rmsprop(s.learningRate, s.decay, s.momentum, s.epsilon),
  adagrad: (s) => tf.train.adagrad(s.learningRate, s.initialAccumulatorValue),
  adadelta: (s) => tf.train.adadelta(s.learningRate, s.rho, s.epsilon),
  adam: (s) => tf.train.adam(s.learningRate, s.beta1, s.beta2, s.epsilon),
  adamax: (s) => tf.train.adamax(s.learningRate, s.beta1, s.beta2, s.epsilon),
};

function train(model, optimizer, steps) {
  const weights = {};
  for (const name of Object.keys(model.weights)) weights[name] = tf.variable(tensor(model.weights[name]), true, name);
  const inputs = tensor(model.inputs.x);
  const targets = tensor(model.targets);

  function forward() {
    const values = { x: inputs };
    for (const op of model.graph) {
      const at = values[op.in];
      if (op.op === 'dense') values[op.out] = at.matMul(weights[op.kernel]).add(weights[op.bias]);
      else if (op.op === 'act') values[op.out] = tf[op.kind](at);
      else if (op.op === 'conv2d') {
        values[op.out] = tf.conv2d(at, weights[op.kernel], op.strides, op.padding).add(weights[op.bias]);
      } else if (op.op === 'maxPool2d') values[op.out] = tf.maxPool(at, op.size, op.strides, op.padding);
      else if (op.op === 'flatten') values[op.out] = at.reshape([at.shape[0], -1]);
      else throw new Error(op.op);
    }
    return values[model.output];
  }
  function loss() {
    const z = forward();
    const data = tf.losses[model.loss](targets, z);
    return model.penalties.reduce(
      (total, { kind, lambda, variable }) =>
        total.add(tf.mul(lambda, kind === 'l2' ? weights[variable].square().sum() : weights[variable].abs().sum())),
      data,
    );
  }
  for (let i = 0; i < steps; i++) {
    optimizer.minimize(loss);
  }
  tf.dispose(weights);
}

for (const name of process.env.MODELS.split(',')) {
  for (const run of process.env.RUNS.split(',')) {
    const settings = run === 'one' ? {} : reference(`11_optimizers_${name.slice(3)}`).expected.runs[run].settings;
    train(reference(name).model, makers[run](settings), run === 'one' ? 1 : 50);
  }
}
