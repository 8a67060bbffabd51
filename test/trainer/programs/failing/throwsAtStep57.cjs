// Throws in the middle of its training.
const tf = require("@tensorflow/tfjs");
const weight = tf.variable(tf.scalar(1), true, "weight");
const optimizer = tf.train.sgd(0.001);
const train = () => optimizer.minimize(() => weight.square());
for (let step = 1; step <= 100; step++) {
  if (step === 58) throw new TypeError("the data ended");
  train();
}
