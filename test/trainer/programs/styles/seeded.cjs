// Makes a program tell, at each step, everything that watching must not change: losses and weights bit by bit, calls of
// Math.random, tf.memory(), names and ids of variables. Under GRADLENS_TEST_BACKEND=wasm it starts that backend.
const { createHash } = require('node:crypto');
const tf = require('@tensorflow/tfjs');

let state = 12345;
let calls = 0;
Math.random = () => {
  calls++;
  state = (Math.imul(state, 1664525) + 1013904223) | 0;
  return (state >>> 0) / 2 ** 32;
};

const bits = (values) => createHash('sha256').update(Buffer.from(Float32Array.from(values).buffer)).digest('hex').slice(0, 12);

/** One line: what is true of the program now. */
function tell(label, loss, variables) {
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  const weights = variables.map((variable) => `${variable.name}:${bits(variable.dataSync())}`).join(' ');
  console.log(`${label} loss ${loss} random ${calls} memory ${numTensors}/${numDataBuffers}/${numBytes} ${weights}`);
}

/** Data that is the same everywhere: no op, no random number. */
function numbers(shape, seed, scale = 1) {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(Float32Array.from({ length: size }, (_, i) => scale * Math.sin(12.9898 * (i + 1) + 78.233 * seed)), shape);
}

async function ready() {
  if (process.env.GRADLENS_TEST_BACKEND === 'wasm') {
    require('@tensorflow/tfjs-backend-wasm');
    await tf.setBackend('wasm');
  }
  await tf.ready();
}

module.exports = { tf, tell, numbers, ready };
