// Takes from Gradlens what its recording needs, after three steps of six.
const tf = require('@tensorflow/tfjs');

const { writeUInt32LE } = Buffer.prototype;
const weight = tf.variable(tf.scalar(2));
const optimizer = tf.train.sgd(0.1);
for (let step = 1; step <= 6; step++) {
  if (step === 4) Buffer.prototype.writeUInt32LE = null;
  optimizer.minimize(() => weight.square());
}
Buffer.prototype.writeUInt32LE = writeUInt32LE;
console.log(weight.dataSync()[0]);
