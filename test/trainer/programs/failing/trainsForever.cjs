// Trains without end.
const tf = require("@tensorflow/tfjs");
const weight = tf.variable(tf.scalar(1), true, "weight");
const optimizer = tf.train.sgd(0.001);
const train = () => optimizer.minimize(() => weight.square());
for (let step = 1; ; step++) train();
