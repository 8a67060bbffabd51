// A gradient written by hand: no gradient call at all.
const tf = require('@tensorflow/tfjs');
const { observe } = require('./observe.cjs');

const x = tf.tensor2d([[0.5, 1], [1.5, -1], [-0.5, 2], [1, 1]]);
const y = tf.tensor2d([[1], [0], [1], [1]]);
const weights = tf.variable(tf.zeros([2, 1]), true, 'weights');
for (let step = 0; step < 8; step++) {
  const loss = tf.tidy(() => {
    const error = x.matMul(weights).sub(y);
    weights.assign(weights.sub(x.transpose().matMul(error).mul(0.1)));
    return error.square().mean().dataSync()[0];
  });
  observe(step, [weights], loss);
}
