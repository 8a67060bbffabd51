// A loop of one's own around minimize that yields at every step and takes one loss in three back.
import * as tf from '@tensorflow/tfjs';
import { observe, data } from './observe.cjs';

const { x, y } = data(16, [4]);
const kernel = tf.variable(tf.randomNormal([4, 3], 0, 1, 'float32', 3), true, 'kernel');
const bias = tf.variable(tf.zeros([3]));
const optimizer = tf.train.adam(0.05);
for (let step = 0; step < 9; step++) {
  const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, x.matMul(kernel).add(bias)), step % 3 === 0, [kernel, bias]);
  observe(step, [kernel, bias], loss ? await loss.data() : null);
  loss?.dispose();
  await tf.nextFrame();
}
