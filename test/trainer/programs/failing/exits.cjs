// Ends itself in the middle of its training.
const tf = require("@tensorflow/tfjs");
const weight = tf.variable(tf.scalar(1), true, "weight");
const optimizer = tf.train.sgd(0.001);
const train = () => optimizer.minimize(() => weight.square());
process.on("exit", (code) => console.log("exit handler", code));
for (let step = 1; step <= 100; step++) {
  if (step === 6) process.exit(4);
  train();
}
