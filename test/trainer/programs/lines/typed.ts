// The same training as commonjs.cjs: types shift the lines once they are compiled away.
import * as tf from '@tensorflow/tfjs';

interface Batch {
  x: tf.Tensor2D;
  y: tf.Tensor2D;
}

const batch: Batch = {
  x: tf.tensor2d([[1, 2], [3, -4], [-5, 6]]),
  y: tf.tensor2d([[1], [0], [2]]),
};
const w: tf.Variable = tf.variable(tf.tensor2d([[0.5], [-0.25]]), true, 'w');
const b: tf.Variable = tf.variable(tf.tensor1d([0.1]), true, 'b');
const optimizer = tf.train.sgd(0.01);

type Loss = () => tf.Scalar;

const loss: Loss = () => {
  const product = tf.matMul(batch.x, w as tf.Tensor2D);
  const z = tf.add(product, b);
  const a = tf.tanh(z);
  const difference = tf.sub(a, batch.y);
  return tf.mean(tf.square(difference));
};

for (let step = 0; step < 5; step++) optimizer.minimize(loss);
