// 400 steps of a small linear fit.
const tf = require('@tensorflow/tfjs');

const x = tf.tensor2d([1, 2, 3, 4], [4, 1]);
const y = tf.tensor2d([3, 5, 7, 9], [4, 1]);
const slope = tf.variable(tf.scalar(0), true, 'slope');
const offset = tf.variable(tf.scalar(0), true, 'offset');
const optimizer = tf.train.adam(0.02);
for (let step = 1; step <= 400; step++) {
  optimizer.minimize(() => x.mul(slope).add(offset).sub(y).square().mean());
}
console.log(slope.dataSync()[0], offset.dataSync()[0]);
