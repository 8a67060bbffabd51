/** Training steps of one model on wasm, with and without a Jacobian penalty: answers each question with the processor milliseconds of both. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { registerTrainingKernels } from '../src/backends/wasm/trainingKernels.js';
import { jacobianPenalty } from '../src/library/regularizers.js';
import { CURVATURE_MODELS, type CurvatureModel } from './curvatureModels.js';

export interface PenaltyPair {
  plain: number;
  penalized: number;
}

registerTrainingKernels(tf);
await tf.setBackend('wasm');
const { loss, lossWith, variables } = CURVATURE_MODELS[process.argv[2] as CurvatureModel](tf);
if (!lossWith) throw new Error('This model has no outputs to penalise.');
const optimizer = tf.train.sgd(1e-3);
const plain = () => optimizer.minimize(loss, false, variables);
const penalized = () =>
  optimizer.minimize(() => lossWith((z, x) => jacobianPenalty(z, x, { lambda: 0.01 })), false, variables);
/** So short that what else the machine does hits both alike. */
const STEPS = 3;

function processorTime(step: () => unknown): number {
  const before = process.cpuUsage();
  for (let i = 0; i < STEPS; i++) step();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / STEPS;
}

process.on('message', (order: 'plain first' | 'penalized first') => {
  const pair: PenaltyPair = { plain: 0, penalized: 0 };
  if (order === 'plain first') pair.plain = processorTime(plain);
  pair.penalized = processorTime(penalized);
  if (order === 'penalized first') pair.plain = processorTime(plain);
  process.send!(pair);
});
process.send!('ready');
