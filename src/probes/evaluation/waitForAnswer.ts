/** Asks the evaluating thread one thing in float64, and stands until it has answered: for programs whose loop never yields. */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Answer, EvaluationPlace, EvaluationRequest, EvaluationThreadData } from './messages.js';

/** @returns null: no answer in time. @throws what the evaluation threw */
export function waitForAnswer<R>(
  { thread, assets }: EvaluationPlace,
  request: EvaluationRequest,
  patience: number,
): R | null {
  const { port1: own, port2: port } = new MessageChannel();
  const answered = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const workerData: EvaluationThreadData = {
    precision: 'float64',
    backend: 'cpu',
    assets,
    waiting: { port, answered },
  };
  // Nothing of the program's own options may reach the thread, and nothing of the thread (what it prints) the program.
  const options = { workerData, transferList: [port], execArgv: [], env: {}, stdout: true, stderr: true };
  const worker = new Worker(thread, options);
  worker.on('error', () => undefined);
  worker.unref();
  own.unref();
  try {
    own.postMessage({ id: 0, ...request });
    Atomics.wait(new Int32Array(answered), 0, 0, patience);
    const answer = (receiveMessageOnPort(own) as { message: Answer } | undefined)?.message;
    if (answer?.error !== undefined) throw new Error(answer.error);
    return answer ? (answer.value as R) : null;
  } finally {
    own.close();
    void worker.terminate();
  }
}
