/** The steps of a block of the index while it is gathered, in columns that are filled again block after block. */
import type { StepRow } from './stepRow.js';

/** Numbers of a step: training, step, offset, time, loss, epoch, learning rate. */
export const STEP_NUMBERS = 7;

/** Columns as a block of `index.rec` has them; rows of the variables lie one after another. */
export interface BlockColumns {
  steps: Float64Array;
  lossMark: Uint8Array;
  /** Number of variables of each step. */
  variables: Int32Array;
  gradientNorm: Float32Array;
  gradientMark: Uint8Array;
  updateRatio: Float32Array;
}

export class BlockRows {
  count = 0;
  private values = 0;
  private readonly numbers: Float64Array;
  private readonly lossMark: Uint8Array;
  private readonly variables: Int32Array;
  private gradientNorm = new Float32Array(0);
  private gradientMark = new Uint8Array(0);
  private updateRatio = new Float32Array(0);

  /** @param capacity most steps of a block */
  constructor(capacity: number) {
    this.numbers = new Float64Array(capacity * STEP_NUMBERS);
    this.lossMark = new Uint8Array(capacity);
    this.variables = new Int32Array(capacity);
  }

  add(training: number, step: number, offset: number, row: StepRow): void {
    const { numbers, count, values } = this;
    const variables = row.gradientMark.length;
    const at = count * STEP_NUMBERS;
    numbers[at] = training;
    numbers[at + 1] = step;
    numbers[at + 2] = offset;
    numbers[at + 3] = row.time;
    numbers[at + 4] = row.loss;
    numbers[at + 5] = row.epoch;
    numbers[at + 6] = row.learningRate;
    this.lossMark[count] = row.lossMark;
    this.variables[count] = variables;
    this.reserve(values + variables);
    this.gradientNorm.set(row.gradientNorm, values);
    this.gradientMark.set(row.gradientMark, values);
    this.updateRatio.set(row.updateRatio, values);
    this.values += variables;
    this.count++;
  }

  /** Copies of the columns; the next block begins. */
  take(): BlockColumns {
    const { count, values } = this;
    this.count = this.values = 0;
    return {
      steps: this.numbers.slice(0, count * STEP_NUMBERS),
      lossMark: this.lossMark.slice(0, count),
      variables: this.variables.slice(0, count),
      gradientNorm: this.gradientNorm.slice(0, values),
      gradientMark: this.gradientMark.slice(0, values),
      updateRatio: this.updateRatio.slice(0, values),
    };
  }

  private reserve(values: number): void {
    if (values <= this.gradientMark.length) return;
    const length = Math.max(64, 2 * values);
    const { gradientNorm, gradientMark, updateRatio } = this;
    this.gradientNorm = new Float32Array(length);
    this.gradientMark = new Uint8Array(length);
    this.updateRatio = new Float32Array(length);
    this.gradientNorm.set(gradientNorm);
    this.gradientMark.set(gradientMark);
    this.updateRatio.set(updateRatio);
  }
}
