// A rejection that nothing handles.
const tf = require("@tensorflow/tfjs");
const weight = tf.variable(tf.scalar(1), true, "weight");
const optimizer = tf.train.sgd(0.001);
const train = () => optimizer.minimize(() => weight.square());
async function main() {
  for (let step = 1; step <= 3; step++) train();
  await null;
  throw new RangeError("no more batches");
}
main();
setTimeout(() => console.log("never printed"), 1000);
