// TypeScript: a loss with a gradient penalty, an enum, and types that are erased.
import * as tf from '@tensorflow/tfjs';
import { observe, data } from './observe.cjs';

enum Rate {
  slow = 0.01,
}
interface Batch {
  x: tf.Tensor2D;
  y: tf.Tensor2D;
}

const { x, y }: Batch = data(10, [4]);
const kernel: tf.Variable = tf.variable(tf.randomNormal([4, 3], 0, 1, 'float32', 11), true, 'kernel');
const optimizer = tf.train.sgd(Rate.slow as number);
for (let step = 0; step < 5; step++) {
  const loss = optimizer.minimize(() => {
    const scores = (input: tf.Tensor) => input.matMul<tf.Tensor2D>(kernel as unknown as tf.Tensor2D).square().sum() as tf.Scalar;
    const penalty = tf.grad(scores)(x).square().sum();
    return tf.losses.softmaxCrossEntropy(y, x.matMul(kernel as unknown as tf.Tensor2D)).add(penalty.mul(0.01)) as tf.Scalar;
  }, true);
  observe(step, [kernel], loss!.dataSync()[0]);
  loss!.dispose();
}
