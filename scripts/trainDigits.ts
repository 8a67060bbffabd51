/**
 * Trains the small LeNet of test/support on the first 2,000 digits and writes test/reference/digits_lenet.json: weights after 0, 150, 500 and 1,200
 * steps of SGD (rate 0.05, batch 64), and λ1 of the whole data at each. `npx tsx scripts/trainDigits.ts`, some minutes.
 */
import { writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { registerTrainingKernels } from '../src/backends/wasm/trainingKernels.js';
import { lanczos } from '../src/curvature/eigen/lanczos.js';
import { meanOperator } from '../src/curvature/operators/combinedOperators.js';
import { openHessianSession } from '../src/curvature/operators/hessianSession.js';
import { createRandom } from '../src/curvature/random.js';
import { readDigits } from '../test/support/digits.js';
import { initialWeights, leNetLoss, weightTensors } from '../test/support/smallLeNet.js';

const DIGITS = 2000;
const BATCH = 64;
const RATE = 0.05;
const STEPS = [0, 150, 500, 1200];

registerTrainingKernels(tf);
await tf.setBackend('wasm');
const digits = readDigits();
const random = createRandom(7);
const all = Array.from({ length: DIGITS }, (_, i) => i);
let weights = initialWeights(random);
const snapshots: { step: number; loss: number; lambda1: number; residual: number; weights: string }[] = [];

for (let step = 0; step <= STEPS.at(-1)!; step++) {
  if (STEPS.includes(step)) snapshots.push(measured(step));
  const batch = digits.take(
    tf,
    Array.from({ length: BATCH }, () => Math.floor(random.uniform() * DIGITS)),
  );
  tf.tidy(() => {
    const tensors = weightTensors(tf, weights);
    const gradients = tf.grads((...at) => leNetLoss(tf, at, batch))(tensors);
    weights = Float32Array.from(tensors.flatMap((w, i) => [...tf.sub(w, tf.mul(gradients[i]!, RATE)).dataSync()]));
  });
  tf.dispose([batch.images, batch.labels]);
}
writeFileSync(
  'test/reference/digits_lenet.json',
  JSON.stringify({ digits: DIGITS, batch: BATCH, rate: RATE, snapshots }) + '\n',
);

/** 20 parts of 100: all digits have the same weight. */
function measured(step: number) {
  const tensors = weightTensors(tf, weights);
  const parts = Array.from({ length: 20 }, (_, b) => digits.take(tf, all.slice(100 * b, 100 * b + 100)));
  const sessions = parts.map((part) => openHessianSession(tf, (at) => leNetLoss(tf, at, part), tensors));
  const found = lanczos(meanOperator(sessions), { tolerance: 1e-4, complement: false, random: createRandom(1) });
  const loss = sessions.reduce((sum, session) => sum + session.loss / sessions.length, 0);
  for (const session of sessions) session.dispose();
  tf.dispose([tensors, parts.map(({ images, labels }) => [images, labels])] as never);
  const { value, residual } = found.largest[0]!;
  console.log(
    `step ${step}: loss ${loss.toPrecision(4)}, λ1 ${value.toPrecision(6)} ± ${residual.toPrecision(1)}, ${found.products} products`,
  );
  return { step, loss, lambda1: value, residual, weights: Buffer.from(weights.buffer).toString('base64') };
}
