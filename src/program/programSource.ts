/** Where probes get the loss program of a training from. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ReplayCheck } from './checkProgram.js';
import type { LossProgram } from './lossProgram.js';

export interface RecordedProgram {
  /** Id of the training, as in records. */
  training: number;
  /** The step whose gradient call was recorded (its record comes after this). */
  step: number;
  program: LossProgram;
  /**
   * What the program's variables are in the user's program, in their order: Variables, which hold the newest weights at any time; of a training of plain
   * tensors the tensors of that step, which may be disposed of as soon as the listeners returned. Theirs: never to be disposed of or assigned.
   */
  weights: readonly Tensor[];
  /** null: refused, nothing was replayed. */
  check: ReplayCheck | null;
  /** Recorded for nothing else than the gradients on its lines: other probes have no need of it. */
  forLinesAlone: boolean;
}

/** What the recorded gradient call itself returned. */
export interface OwnGradient {
  value: number;
  /** Copies, in the order of the program's variables; none: no gradient came. */
  gradients: readonly (ArrayLike<number> | null | undefined)[];
}

/**
 * All of it on the program's own thread. Recording is on demand: a training's first step and each new signature are recorded without being
 * asked once there is a listener; else nothing is recorded until `request`.
 */
export interface ProgramSource {
  /** The next gradient call of this training is recorded. Asking twice is asking once. */
  request(training: number, purpose?: 'lines'): void;
  /**
   * Told of each recording just before the step's update: nothing has been assigned, the training's Variables still hold the weights that the program
   * was recorded with. Must not throw, and must leave no tensor behind. `own`: null where the replay does not agree with it to the bit.
   */
  onProgram(listener: (recorded: RecordedProgram, own: OwnGradient | null) => void): void;
  /** The last recording of the training; null: none so far. */
  latest(training: number): RecordedProgram | null;
  /** The last recording of each signature that the training has shown, newest first (a smaller last batch, alternating losses). */
  all(training: number): readonly RecordedProgram[];
}
