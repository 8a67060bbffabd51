import * as tf from '@tensorflow/tfjs';

export function fitting(name) {
  const w = tf.variable(tf.tensor1d([3, -2]), true, 'w');
  const optimizer = tf.train.sgd(0.1);
  for (let step = 0; step < 5; step++) {
    optimizer.minimize(() => tf.sum(tf.square(w)));
  }
  console.log(name, process.title, process.argv.slice(2).join(' '));
}
