// A loss of several terms, some named by gradlens.term, with weight decay after the update.
import * as tf from '@tensorflow/tfjs';
import { term } from 'gradlens';
import { observe, data } from './observe.cjs';

const { x, y } = data(16, [4]);
const kernel = tf.variable(tf.randomNormal([4, 3], 0, 1, 'float32', 3), true, 'kernel');
const bias = tf.variable(tf.zeros([3]), true, 'bias');
const optimizer = tf.train.momentum(0.05, 0.9);
function loss() {
  const data = term('data', tf.losses.softmaxCrossEntropy(y, x.matMul(kernel).add(bias)));
  const lasso = term('lasso', kernel.abs().sum().mul(0.01));
  const ridge = kernel.square().sum().mul(0.02);
  return term('total', data.add(lasso).add(ridge));
}
for (let step = 0; step < 9; step++) {
  const value = optimizer.minimize(loss, true, [kernel, bias]);
  tf.tidy(() => kernel.assign(kernel.mul(0.999)));
  observe(step, [kernel, bias], await value.data());
  value.dispose();
}
