/** What the program's thread and the curvature thread tell each other, and the words that they share. */
import type { MessagePort } from 'node:worker_threads';
import type { Measurement } from '../../protocol/curvature.js';
import type { CheckpointPayload } from '../../protocol/measurements.js';
import type { ProbedStep } from '../../probes/curvature/curvatureProbe.js';
import type { OptimizerNumbers } from '../../probes/curvature/optimizerSnapshot.js';
import type { OwnUpdate } from '../../probes/curvature/ownUpdates.js';
import type { WholeData } from '../../probes/curvature/probeParts.js';
import type { TermInfo, VariableInfo } from '../../protocol/records.js';
import type { MeasureSettings } from '../../protocol/settings.js';
import type { LossProgram } from '../../program/lossProgram.js';
import type { SnapshotShape } from './snapshot.js';

export const CURVATURE_FLAG = {
  /** Woken when there is something for the curvature thread to look at. */
  wake: 0,
  /** Grows while the thread is alive and at work. */
  heartbeat: 1,
  /** Number of the last snapshot that was answered with a record. */
  answered: 2,
  /** 1: everything that was asked for at the end is on disk. */
  ended: 3,
  /** 1: the thread is gone, or could not start. */
  failed: 4,
  /** 1: the end is near: what is still waiting in queues is left out. */
  hurry: 5,
  /** Brackets that are on disk. */
  anchored: 6,
  /** How often lines were measured, and the microseconds that it took the last time. */
  lines: 7,
  linesTook: 8,
} as const;
const WORDS = 16;

export const makeCurvatureFlags = (): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT));

export interface CurvatureThreadData {
  flags: Int32Array;
  runDirectory: string;
  /** Folder of the bundled TensorFlow.js. */
  assets: string;
  /** Bytes that its record file and the checkpoints may take. */
  sizeLimit: number;
  settings: MeasureSettings;
  /** From the control thread: what a host asks for. */
  requests: MessagePort;
}

/** A training, and the shared memory in which its snapshots come. */
export interface CurvatureTraining {
  id: number;
  variables: VariableInfo[];
  /** Null: the program updates its variables itself. */
  numbers: OptimizerNumbers | null;
  shape: SnapshotShape;
  memory: SharedArrayBuffer;
  /** `newest`: a triple buffer; `every`: a queue of all steps. */
  snapshots: 'newest' | 'every';
}

export type ToCurvatureThread =
  | { type: 'training'; training: CurvatureTraining }
  /** A recording of the training's loss: one more sub-batch of the probe, or a newer state of its constants. */
  | {
      type: 'program';
      training: number;
      step: number;
      program: LossProgram;
      wholeData: WholeData;
      /** With which it was recorded, flat. */
      weights: Float32Array;
      declared: readonly TermInfo[];
    }
  /** What the program's own update did at a recorded step. */
  | { type: 'update'; training: number; update: OwnUpdate }
  | { type: 'lines'; request: LinesRequest }
  /** Everything to measure at `step` again. */
  | { type: 'checkpoint'; content: CheckpointContent; kept: CheckpointPayload['kept']; dropped: number[] }
  /**
   * The program ends: what was asked for at the end is measured at the newest weights, then for `queued` milliseconds λ1 of steps that wait for it,
   * then `ended` is set.
   */
  | { type: 'end'; newest: NewestStep[]; final: boolean; queued: number };

/** The weights that a training ended with. */
export interface NewestStep {
  training: number;
  at: ProbedStep;
}

/** Measure the gradient on the lines of a step. */
export interface LinesRequest {
  training: number;
  step: number;
  program: LossProgram;
  /** Of before the step's update, flat in the order of the program's variables. */
  weights: Float32Array;
  variables: VariableInfo[];
}

export interface CheckpointContent {
  training: number;
  step: number;
  variables: VariableInfo[];
  /** Null: the program updates its variables itself. */
  optimizer: OptimizerNumbers | null;
  /** Weights before the step's update and after it, flat. */
  before: Float32Array;
  after: Float32Array;
  accumulators: Record<string, Float32Array>;
  program: LossProgram;
}

/** From the control thread: measure at the newest weights. */
export interface MeasureRequest {
  training: number;
  what: Measurement;
  /** What the answer is told by. */
  request: number;
}

/** To the control thread: a record of this training and step is on disk, or there is none and why. */
export interface MeasureAnswer extends MeasureRequest {
  step: number;
  error: string | null;
}
