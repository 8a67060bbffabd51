// A linear fit by a loop that never yields.
const tf = require('@tensorflow/tfjs');

const x = tf.tensor2d([1, 2, 3, 4], [4, 1]);
const y = tf.tensor2d([3, 5, 7, 9], [4, 1]);
const slope = tf.variable(tf.scalar(0), true, 'slope');
const offset = tf.variable(tf.scalar(0), true, 'offset');
const optimizer = tf.train.sgd(0.02);
for (let step = 0; step < 20; step++) {
  const loss = optimizer.minimize(() => x.mul(slope).add(offset).sub(y).square().mean(), true);
  console.log(step, loss.dataSync()[0]);
  loss.dispose();
}
