/**
 * Evaluates loss programs in a thread of its own, on a TensorFlow.js of its own: in float32 to the bits of the program's own thread, or in float64, where the
 * cpu backend stores and computes in double precision.
 */
import { Worker } from 'node:worker_threads';
import type { LossProgram, ProgramData } from '../../program/lossProgram.js';
import type { OpenOptions } from '../../program/openProgram.js';
import type { Answer, EvaluationRequest, EvaluationThreadData, LossAndGradient, Weights } from './messages.js';

export interface Evaluator {
  /** @throws where the program was refused, or has a kernel that the thread's backend lacks. */
  open(program: LossProgram, options?: OpenOptions): Promise<EvaluatedProgram>;
  close(): Promise<void>;
}

export interface EvaluatedProgram {
  setData(data: ProgramData): Promise<void>;
  loss(weights: Weights): Promise<number>;
  gradient(weights: Weights): Promise<LossAndGradient>;
  /**
   * H·vector at the weights, by central differences of the gradient with Richardson's extrapolation (error 1e-10 relative in float64 where the loss is
   * smooth; no second derivative of TensorFlow.js is used, so it is a reference for those). Float64 only.
   */
  product(weights: Weights, vector: Weights): Promise<Weights>;
  dispose(): Promise<void>;
}

/** `thread`: the built evaluationThread.mjs; the bundled TensorFlow.js lies in `assets`. The thread keeps nothing alive. */
export function startEvaluator(thread: URL, data: EvaluationThreadData): Evaluator {
  // Nothing of the program's own options may reach the thread: a preload would hook its TensorFlow.js as well.
  const worker = new Worker(thread, { workerData: data, execArgv: [], env: {}, stdout: true, stderr: true });
  worker.unref();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let count = 0;
  let ended: Error | null = null;

  function end(error: Error): void {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }
  worker.on('error', end);
  worker.on('exit', () => end(new Error('The evaluating thread has ended.')));
  worker.on('message', ({ id, value, error }: Answer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(error));
  });

  function ask<R>(request: EvaluationRequest): Promise<R> {
    if (ended) return Promise.reject(ended);
    const id = count++;
    worker.ref();
    worker.postMessage({ id, ...request });
    return new Promise<R>((resolve, reject) =>
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject }),
    );
  }

  return {
    async open(program, options = {}) {
      const opened = await ask<number>({ kind: 'open', program, options });
      return {
        setData: (values) => ask({ kind: 'setData', opened, data: values }),
        loss: (weights) => ask({ kind: 'loss', opened, weights }),
        gradient: (weights) => ask({ kind: 'gradient', opened, weights }),
        product: (weights, vector) => ask({ kind: 'product', opened, weights, vector }),
        dispose: () => ask({ kind: 'dispose', opened }),
      };
    },
    async close() {
      await worker.terminate();
    },
  };
}
