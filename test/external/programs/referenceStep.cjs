// One step of gradient descent on a reference network, whose file is the program's argument. Prints the loss and all
// gradients as TensorFlow.js itself computes them.
const { readFileSync } = require('node:fs');

module.exports = function referenceStep(tf) {
  const { model } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  const tensor = ({ values, shape, dtype }) => tf.tensor(values, shape, dtype === 'int32' ? 'int32' : 'float32');
  const variables = Object.fromEntries(
    Object.entries(model.weights).map(([key, value]) => [key, tf.variable(tensor(value), true, key)]),
  );
  const x = tensor(model.inputs.x);
  const targets = tensor({ ...model.targets, dtype: 'float32' });
  const oneHot = targets.rank === 1 ? tf.oneHot(tf.cast(targets, 'int32'), 10) : targets;

  function forward() {
    const values = { x };
    for (const op of model.graph) {
      const input = values[op.in];
      const [kernel, bias] = [variables[op.kernel], variables[op.bias]];
      if (op.op === 'dense') values[op.out] = tf.add(tf.matMul(input, kernel), bias);
      else if (op.op === 'conv2d') values[op.out] = tf.add(tf.conv2d(input, kernel, op.strides, op.padding), bias);
      else if (op.op === 'act') values[op.out] = tf[op.kind](input);
      else if (op.op === 'maxPool2d') values[op.out] = tf.maxPool(input, op.size, op.strides, op.padding);
      else if (op.op === 'flatten') values[op.out] = tf.reshape(input, [input.shape[0], -1]);
      else throw new Error(`unknown op ${op.op}`);
    }
    const z = values[model.output];
    return model.loss === 'meanSquaredError'
      ? tf.losses.meanSquaredError(targets, z)
      : tf.losses.softmaxCrossEntropy(oneHot, z);
  }

  const { value, grads } = tf.variableGrads(forward);
  tf.train.sgd(0.1).applyGradients(grads);
  const numbers = Object.fromEntries(Object.entries(grads).map(([key, g]) => [key, Array.from(g.dataSync())]));
  console.log(JSON.stringify({ backend: tf.getBackend(), loss: value.dataSync()[0], gradients: numbers }));
};
