const tf = require('@tensorflow/tfjs');

const x = tf.tensor2d([[1, 2], [3, -4], [-5, 6]]);
const y = tf.tensor2d([[1], [0], [2]]);
const w = tf.variable(tf.tensor2d([[0.5], [-0.25]]), true, 'w');
const b = tf.variable(tf.tensor1d([0.1]), true, 'b');
const optimizer = tf.train.sgd(0.01);

const loss = () => {
  const product = tf.matMul(x, w);
  const z = tf.add(product, b);
  const a = tf.tanh(z);
  const difference = tf.sub(a, y);
  return tf.mean(tf.square(difference));
};

for (let step = 0; step < 5; step++) optimizer.minimize(loss);
