// Terms of a hand-written loss, each written another way: node handWritten.cjs STEPS
const tf = require('@tensorflow/tfjs');
const { term } = require('gradlens');

const BATCH = 64;
const x = tf.randomNormal([BATCH, 5], 0, 1, 'float32', 1);
const y = tf.randomNormal([BATCH, 2], 0, 1, 'float32', 2);
const w = tf.variable(tf.randomNormal([5, 8], 0, 0.5, 'float32', 3), true, 'w');
const b = tf.variable(tf.zeros([8]), true, 'b');
const v = tf.variable(tf.tensor2d([0, 0.5, -0.25, 1, 0, -1, 0.125, 2, 0.5, -2, 0.25, 0, 1, 1, -1, 0.75], [8, 2]), true, 'v');

const squares = (...weights) => tf.addN(weights.map((each) => each.square().sum()));

function loss() {
  const mse = tf.losses.meanSquaredError(y, tf.tanh(x.matMul(w).add(b)).matMul(v));
  const ridge = squares(w, v).mul(0.01);
  const lasso = tf
    .abs(v)
    .sum()
    .mul(0.002);
  const halves = b.add(0.5).square().sum().mul(0.5).mul(0.03);
  const forgotten = w.abs().sum().mul(0.1);
  tf.dispose(forgotten);
  return tf.addN([mse, ridge, lasso])
    .add(term('bias', b.square().sum().div(2 * BATCH)))
    .sub(halves.neg());
}

const optimizer = tf.train.sgd(0.05);
for (let step = 0; step < Number(process.argv[2]); step++) optimizer.minimize(loss);
