/** How the weights of a training's steps reach the curvature thread: newest first, every one, or with the training waiting. */
import { availableParallelism } from 'node:os';
import type { Tensor } from '@tensorflow/tfjs-core';
import { copyElements } from '../../probes/statistics/copyElements.js';
import { copyAccumulator, type OptimizerNumbers } from '../../probes/curvature/optimizerSnapshot.js';
import { snapshotBytes, snapshotSlot, type SnapshotShape, type SnapshotSlot } from './snapshot.js';
import { queueBytes, queueWriter } from './snapshotQueue.js';
import type { CurvatureThread } from './startThread.js';
import { tripleBufferBytes, tripleBufferWriter, type Around } from './tripleBuffer.js';

/**
 * `beside`: the thread takes the newest weights when it is ready. `queue`: it gets every step's and may fall behind.
 * `wait`: the training waits at every `every`-th step. `budget`: no core is free, so the training waits too, as seldom as the
 * budget asks for.
 */
export type Mode = { mode: 'beside' | 'queue' | 'budget' } | { mode: 'wait'; every: number } | { mode: 'off' };

/** Models of at most so many parameters get λ1 at every step. */
export const SMALL_MODEL = 10_000;
const QUEUE_BYTES = 32 << 20;
const QUEUE_STEPS = 1 << 14;
/** The first steps tell how long a measurement takes. */
const FIRST_INTERVAL = 16;
const LONGEST_INTERVAL = 4096;

export function chooseMode(every: number | null, parameters: number, cores = availableParallelism()): Mode {
  if (every === 0) return { mode: 'off' };
  if (every !== null) return { mode: 'wait', every };
  if (parameters <= SMALL_MODEL) return { mode: 'queue' };
  return { mode: cores > 1 ? 'beside' : 'budget' };
}

export interface Snapshots {
  readonly memory: SharedArrayBuffer;
  readonly kind: 'newest' | 'every';
  /** The weights around the last published step; NaN where they are not known. Written to by the next step: copy. */
  readonly before: Float32Array;
  readonly after: Float32Array;
  /** Copies of the optimizer's accumulators as they are now. */
  accumulators(optimizer: object): Record<string, Float32Array>;
  /** Answers the milliseconds for which the training waited. */
  publish(published: PublishedStep): number;
}

export interface PublishedStep {
  step: number;
  /** As the step left them. */
  weights: readonly Tensor[];
  optimizer: object | null;
  numbers: OptimizerNumbers | null;
}

interface SnapshotParts {
  thread: CurvatureThread;
  shape: SnapshotShape;
  mode: Mode;
  sizes: { name: string; size: number }[];
  /** Share of step time that measuring may take. */
  budget: number;
  now(): number;
  /** Weights before the first step. */
  before: Float32Array | null;
}

export function makeSnapshots({ thread, shape, mode, sizes, budget, now, before }: SnapshotParts): Snapshots {
  const kind = mode.mode === 'queue' ? 'every' : 'newest';
  const capacity = Math.max(2, Math.min(QUEUE_STEPS, Math.floor(QUEUE_BYTES / snapshotBytes(shape))));
  const memory = new SharedArrayBuffer(kind === 'every' ? queueBytes(shape, capacity) : tripleBufferBytes(shape));
  const start = before ?? new Float32Array(shape.weights).fill(NaN);
  const write =
    kind === 'every'
      ? queued(queueWriter(memory, shape), shape, start)
      : tripleBufferWriter(memory, shape, start).publish;
  let around: Around = { before: start, after: start };
  let interval = FIRST_INTERVAL;
  let begun = now();
  let waited = 0;

  function fill(slot: SnapshotSlot, { step, weights, optimizer, numbers }: PublishedStep, number: number): void {
    slot.head.set([step, number, numbers?.learningRate ?? NaN, numbers?.iterations ?? 0]);
    let at = 0;
    for (const weight of weights) {
      copyElements(weight, slot.after.subarray(at, at + weight.size));
      at += weight.size;
    }
    shape.accumulators.forEach((name, i) => {
      if (optimizer) copyAccumulator(optimizer, name, sizes, slot.accumulators[i]!);
    });
  }

  /** The longest wait that the budget allows is spread over so many steps. */
  function adapt(milliseconds: number): void {
    const own = (now() - begun - waited) / interval;
    if (own > 0)
      interval = Math.min(LONGEST_INTERVAL, Math.max(1, Math.ceil(milliseconds / (Math.max(budget, 1e-3) * own))));
    begun = now();
    waited = 0;
  }

  return {
    memory,
    kind,
    get before() {
      return around.before;
    },
    get after() {
      return around.after;
    },
    accumulators(optimizer) {
      const rows = shape.accumulators.map((name) => {
        const row = new Float32Array(shape.weights);
        copyAccumulator(optimizer, name, sizes, row);
        return [name, row];
      });
      return Object.fromEntries(rows) as Record<string, Float32Array>;
    },
    publish(published) {
      const { step } = published;
      const number = thread.nextNumber();
      around = write((slot) => fill(slot, published, number));
      thread.wake();
      const waits = mode.mode === 'wait' ? step % mode.every === 0 : mode.mode === 'budget' && step % interval === 0;
      if (!waits) return 0;
      const milliseconds = thread.waitForAnswer(number);
      waited += milliseconds;
      if (mode.mode === 'budget') adapt(milliseconds);
      return milliseconds;
    },
  };
}

/** Also of a step for which the queue has no room: the next one starts from its weights. */
function queued(queue: ReturnType<typeof queueWriter>, shape: SnapshotShape, start: Float32Array) {
  const spare = snapshotSlot(new SharedArrayBuffer(snapshotBytes(shape)), 0, shape);
  let [earlier, newest] = [start.slice(), start.slice()];
  return (write: (slot: SnapshotSlot) => void): Around => {
    [earlier, newest] = [newest, earlier];
    const put = (slot: SnapshotSlot) => {
      slot.before.set(earlier);
      write(slot);
      newest.set(slot.after);
    };
    if (!queue.publish(put)) put(spare);
    return { before: earlier, after: newest };
  };
}
