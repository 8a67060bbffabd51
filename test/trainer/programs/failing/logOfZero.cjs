// w goes down by one a step from 2; the third step takes the logarithm of 0.
const tf = require('@tensorflow/tfjs');

const w = tf.variable(tf.scalar(2), true, 'w');
const optimizer = tf.train.sgd(1);
for (let step = 0; step < 20; step++) {
  optimizer.minimize(() => {
    const risky = tf.log(w);
    return tf.add(w, tf.mul(risky, 0));
  });
}
