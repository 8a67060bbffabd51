// Trains a little and then never comes back to TensorFlow.js.
const tf = require("@tensorflow/tfjs");
const weight = tf.variable(tf.scalar(1), true, "weight");
const optimizer = tf.train.sgd(0.001);
const train = () => optimizer.minimize(() => weight.square());
train();
for (;;);
