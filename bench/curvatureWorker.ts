/** Measures Hessian-vector products of one model on wasm, and answers each question with its figures. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { registerTrainingKernels } from '../src/backends/wasm/trainingKernels.js';
import { lanczos } from '../src/curvature/eigen/lanczos.js';
import { openHessianSession } from '../src/curvature/operators/hessianSession.js';
import { createRandom, normalVector } from '../src/curvature/random.js';
import { CURVATURE_MODELS, type CurvatureModel } from './curvatureModels.js';

/** `pair`: processor milliseconds of a value and gradient, and of a product. `top 10`: after so many steps of training. */
export type Question = { ask: 'pair' } | { ask: 'top 10'; steps: number };
export type Answer = { gradient: number; product: number } | { products: number; error: number };

registerTrainingKernels(tf);
await tf.setBackend('wasm');
const { loss, variables } = CURVATURE_MODELS[process.argv[2] as CurvatureModel](tf);
let session = openHessianSession(tf, loss, variables);
const v = normalVector(createRandom(1), session.size);

function processorTime(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function gradient(): void {
  tf.tidy(() => {
    const { value, grads } = tf.variableGrads(loss, variables);
    value.dataSync();
    for (const name in grads) grads[name]!.dataSync();
  });
}

function topTen(steps: number): Answer {
  session.dispose();
  const optimizer = tf.train.adam(1e-3);
  for (let step = 0; step < steps; step++) optimizer.minimize(loss, false, variables);
  session = openHessianSession(tf, loss, variables);
  const exact = lanczos(session, { largest: 10, tolerance: 1e-6, random: createRandom(2), maxProducts: 300 });
  const found = lanczos(session, { largest: 10, random: createRandom(1) });
  const errors = found.largest.map(({ value }, i) => Math.abs(value / exact.largest[i]!.value - 1));
  return { products: found.products, error: Math.max(...errors) };
}

process.on('message', (question: Question) => {
  const answer: Answer =
    question.ask === 'pair'
      ? { gradient: processorTime(gradient), product: processorTime(() => void session.multiply(v)) }
      : topTen(question.steps);
  process.send!(answer);
});
process.send!('ready');
