// Compiled by the test: the second training is the one whose logarithm is taken of 0.
import * as tf from '@tensorflow/tfjs';

interface Rate {
  value: number;
}

const v = tf.variable(tf.scalar(1), true, 'v');
const slow: Rate = { value: 0.1 };
for (let step = 0; step < 3; step++) tf.train.sgd(slow.value).minimize(() => tf.square(v) as tf.Scalar);

const w = tf.variable(tf.scalar(2), true, 'w');
const optimizer = tf.train.sgd(1);
for (let step = 0; step < 6; step++) {
  optimizer.minimize(() => {
    const risky = tf.log(w);
    return tf.add(w, tf.mul(risky, 0)) as tf.Scalar;
  });
}
