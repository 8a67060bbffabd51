// A training that steps when it is told to: `node steps.mjs MODEL PORT`. It connects to PORT, and for each line with a
// number it takes so many steps and answers with the milliseconds of CPU time they took; for `heap`, with its heap.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs';

const { dense, conv2d, maxPooling2d, flatten } = tf.layers;
const MODELS = {
  tiny: { batch: 4, input: [3], layers: () => [dense({ inputShape: [3], units: 4, activation: 'tanh' })] },
  'MLP 784-128-10 b128': {
    batch: 128,
    input: [784],
    layers: () => [dense({ inputShape: [784], units: 128, activation: 'relu' })],
  },
  'LeNet b64': {
    batch: 64,
    input: [28, 28, 1],
    layers: () => [
      conv2d({ inputShape: [28, 28, 1], filters: 6, kernelSize: 5, padding: 'same', activation: 'relu' }),
      maxPooling2d({ poolSize: 2 }),
      conv2d({ filters: 16, kernelSize: 5, activation: 'relu' }),
      maxPooling2d({ poolSize: 2 }),
      flatten(),
      dense({ units: 120, activation: 'relu' }),
      dense({ units: 84, activation: 'relu' }),
    ],
  },
  'LeNet b64 with L2 and L1': {
    batch: 64,
    input: [28, 28, 1],
    layers: () => MODELS['LeNet b64'].layers(),
    penalized: true,
  },
  'MLP 1M b256': {
    batch: 256,
    input: [784],
    layers: () => [
      dense({ inputShape: [784], units: 800, activation: 'relu' }),
      dense({ units: 480, activation: 'relu' }),
    ],
  },
};

const sum = (weights, of) => tf.addN(weights.map((weight) => tf.sum(of(weight))));

const [model, port] = process.argv.slice(2);
const { batch, input, layers, penalized } = MODELS[model];
const network = tf.sequential({ layers: [...layers(), dense({ units: 10 })] });
const x = tf.randomUniform([batch, ...input], 0, 1, 'float32', 1);
const y = tf.oneHot(
  Array.from({ length: batch }, (_, i) => i % 10),
  10,
);
const optimizer = tf.train.sgd(0.01);

function step() {
  const loss = optimizer.minimize(() => {
    const data = tf.losses.softmaxCrossEntropy(y, network.apply(x, { training: true }));
    if (!penalized) return data;
    // Written by hand: each term is a summand of the loss.
    const weights = network.trainableWeights.map((weight) => weight.read());
    const l2 = sum(weights, tf.square).mul(5e-4);
    const l1 = sum(weights, tf.abs).mul(2e-5);
    return data.add(l2).add(l1);
  }, true);
  loss.dataSync();
  loss.dispose();
}

/** Bytes in use, not what waits to be collected. */
function heap() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

function cpuMilliseconds(count) {
  const before = process.cpuUsage();
  for (let i = 0; i < count; i++) step();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const socket = connect(Number(port), '127.0.0.1');
for await (const line of createInterface({ input: socket })) {
  socket.write(`${line === 'heap' ? heap() : cpuMilliseconds(Number(line))}\n`);
}
