/** Starts the curvature thread, which neither keeps the process alive nor can take it down, and waits for it where asked to. */
import { join } from 'node:path';
import { type MessagePort, Worker } from 'node:worker_threads';
import type { TrainerSettings } from '../../protocol/settings.js';
import {
  CURVATURE_FLAG,
  makeCurvatureFlags,
  type CurvatureThreadData,
  type ToCurvatureThread,
} from './threadMessages.js';
import { standAtEnd } from './standAtEnd.js';

export interface CurvatureThread {
  post(message: ToCurvatureThread): void;
  wake(): void;
  /** The number of the next snapshot. */
  nextNumber(): number;
  /** Stands until the snapshot of this number, or a newer one, is answered; milliseconds. */
  waitForAnswer(number: number): number;
  /** How often lines were measured, and the milliseconds that it took the last time. */
  linesMeasured(): number;
  linesTook(): number;
  /** Stands until what the message asks for is on disk; `standAtEnd` says for how long. */
  end(message: ToCurvatureThread, patience: number, bracketPatience: number): void;
}

export interface ThreadPorts {
  /** Folder of the built product. */
  distribution: string;
  /** The curvature thread's end of a channel to the control thread. */
  requests: MessagePort;
  /** Whether a user asked the program to end: nothing is waited for any longer. */
  isStopped(): boolean;
}

/** Share of the run's size limit that curvature and checkpoints may take. */
const SHARE = 0.4;
/** A thread that shows no sign of life for so long is given up. */
const SILENCE = 60_000;
const LOOK = 200;

export function startCurvatureThread(
  settings: TrainerSettings,
  { distribution, requests, isStopped }: ThreadPorts,
  onFailed: (reason: string) => void,
): CurvatureThread {
  const flags = makeCurvatureFlags();
  let snapshots = 0;
  let failed = false;
  const data: CurvatureThreadData = {
    flags,
    runDirectory: settings.runDirectory,
    assets: join(distribution, 'tfjs'),
    sizeLimit: SHARE * settings.sizeLimit,
    settings: settings.measure,
    requests,
  };
  // Nothing of the program's own options may reach the thread, and nothing of the thread may keep the program alive.
  const worker = new Worker(new URL('./curvatureThread.mjs', import.meta.url), {
    workerData: data,
    transferList: [requests],
    execArgv: [],
    env: {},
    stdout: false,
    stderr: false,
  });
  worker.unref();
  worker.on('error', (error: NodeJS.ErrnoException) => {
    fail(
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? 'The curvature thread ran out of memory: train with a smaller batch, or with --curvature-every 0.'
        : `The curvature thread failed: ${error.message}`,
    );
  });
  worker.on('exit', () => fail('The curvature thread ended.'));

  function fail(reason: string): void {
    if (failed) return;
    failed = true;
    Atomics.store(flags, CURVATURE_FLAG.failed, 1);
    onFailed(reason);
  }

  /** Waits until a flag has come to a value; false: it did not, because the thread is silent or the time is over. */
  function waitFor(flag: number, value: number, patience: number): boolean {
    const begun = performance.now();
    let alive = begun;
    let beat = Atomics.load(flags, CURVATURE_FLAG.heartbeat);
    for (;;) {
      const seen = Atomics.load(flags, flag);
      if (seen >= value) return true;
      if (Atomics.load(flags, CURVATURE_FLAG.failed) !== 0)
        fail('The curvature thread failed: nothing more is measured.');
      if (failed) return false;
      const now = performance.now();
      if (now - begun > patience || isStopped()) return false;
      const heard = Atomics.load(flags, CURVATURE_FLAG.heartbeat);
      if (heard !== beat) [beat, alive] = [heard, now];
      else if (now - alive > SILENCE) {
        fail('The curvature thread does not answer: nothing more is measured.');
        return false;
      }
      Atomics.wait(flags, flag, seen, Math.min(LOOK, patience - (now - begun) + 1));
    }
  }

  function wake(): void {
    Atomics.add(flags, CURVATURE_FLAG.wake, 1);
    Atomics.notify(flags, CURVATURE_FLAG.wake);
  }

  return {
    post(message) {
      if (failed) return;
      worker.postMessage(message);
      wake();
    },
    wake,
    nextNumber: () => ++snapshots,
    linesMeasured: () => Atomics.load(flags, CURVATURE_FLAG.lines),
    linesTook: () => Atomics.load(flags, CURVATURE_FLAG.linesTook) / 1000,
    waitForAnswer(number) {
      const begun = performance.now();
      if (!failed) waitFor(CURVATURE_FLAG.answered, number, Infinity);
      return performance.now() - begun;
    },
    end(message, patience, bracketPatience) {
      if (failed) return;
      worker.postMessage(message);
      wake();
      const flagOf = { ended: CURVATURE_FLAG.ended, bracket: CURVATURE_FLAG.anchored };
      const waiting = {
        waitFor: (what: keyof typeof flagOf, milliseconds: number) => waitFor(flagOf[what], 1, milliseconds),
        isStopped,
        hasBracket: () => Atomics.load(flags, CURVATURE_FLAG.anchored) > 0,
        hurry: () => void Atomics.store(flags, CURVATURE_FLAG.hurry, 1),
      };
      standAtEnd(waiting, patience, bracketPatience);
    },
  };
}
