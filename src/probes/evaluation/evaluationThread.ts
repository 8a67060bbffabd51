/** The evaluating thread: a TensorFlow.js of its own that nobody hooks, in single or double precision. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { startWasm } from '../../backends/wasm/startWasm.js';
import { evaluate, type Opened } from './evaluate.js';
import type { Answer, EvaluationRequest, EvaluationThreadData } from './messages.js';

const { precision, backend, assets, waiting } = workerData as EvaluationThreadData;

/** What the backends make of a float32 tensor: before TensorFlow.js loads, so that its cpu backend keeps and computes float64. */
if (precision === 'float64') globalThis.Float32Array = Float64Array as unknown as typeof Float32Array;

async function start(): Promise<TensorflowCore> {
  const load = createRequire(join(assets, 'core.cjs'));
  const core = load('./core.cjs') as TensorflowCore;
  if (backend === 'wasm') await startWasm(core, assets, null);
  else {
    load('./backendCpu.cjs');
    await core.setBackend('cpu');
  }
  return core;
}

const starting = start();
const opened = new Map<number, Opened>();

const port = waiting?.port ?? parentPort!;

port.on('message', async ({ id, ...request }: EvaluationRequest & { id: number }) => {
  let answer: Answer;
  try {
    answer = { id, value: evaluate(await starting, opened, precision, request as EvaluationRequest) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(answer);
  if (!waiting) return;
  const answered = new Int32Array(waiting.answered);
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
});
