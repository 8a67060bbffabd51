// What a program can see of itself: weights, losses, random numbers, names, memory. Seeds Math.random.
const { createHash } = require('node:crypto');
const tf = require('@tensorflow/tfjs');

let seed = 42;
let calls = 0;
Math.random = () => {
  calls++;
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

/** Prints one line of everything. `variables`: tensors that are trained. */
exports.observe = (label, variables, loss) => {
  const hash = createHash('sha1');
  for (const variable of variables) hash.update(Buffer.from(variable.dataSync().buffer));
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  const names = variables.map(({ name }) => name).join();
  console.log(label, hash.digest('hex'), loss, calls, names, numTensors, numDataBuffers, numBytes);
};

/** Inputs and one-hot targets of three classes, the same in every run. */
exports.data = (rows, shape) => {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Float32Array.from({ length: rows * size }, (_, i) => Math.sin(i * 0.7) + Math.cos(i * i * 0.1));
  const labels = Array.from({ length: rows }, (_, i) => i % 3);
  return {
    x: tf.tensor(values, [rows, ...shape]),
    y: tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), 3).toFloat()),
  };
};
