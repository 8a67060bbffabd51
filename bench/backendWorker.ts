/** Trains one model on one backend, a step for each message, and answers with its milliseconds. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { registerTrainingKernels } from '../src/backends/wasm/trainingKernels.js';
import { MODELS, type ModelName } from './models.js';

const [model, backend] = process.argv.slice(2) as [ModelName, 'cpu' | 'wasm' | 'wasm with kernels'];
if (backend === 'wasm with kernels') registerTrainingKernels(tf);
await tf.setBackend(backend === 'cpu' ? 'cpu' : 'wasm');
const step = MODELS[model](tf);

process.on('message', () => {
  const start = performance.now();
  step().then(
    (loss) => process.send!({ milliseconds: performance.now() - start, loss }),
    (error: unknown) => process.send!({ error: String(error) }),
  );
});
process.send!('ready');
