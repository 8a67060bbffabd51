/** Columns over the steps of one training, growing as steps come, in any order; what did not come stays a gap. */
import type { Buckets } from './buckets.js';
import type { StepRow, StepRows } from './stepRow.js';

/** Steps of a chunk: chunk c holds steps c·CHUNK + 1 … (c + 1)·CHUNK. */
export const CHUNK = 1024;

/** Row `step − 1` of each column; rows of several values (a variable or a term each) lie one after another. */
export class TrainingColumns {
  /** Highest step seen. */
  steps = 0;
  /** Where the step's record starts in its file; NaN: the step is not recorded. */
  offset = new Float64Array(0);
  time = new Float64Array(0);
  loss = new Float64Array(0);
  lossMark = new Uint8Array(0);
  epoch = new Float64Array(0);
  learningRate = new Float64Array(0);
  gradientNorm = new Float32Array(0);
  gradientMark = new Uint8Array(0);
  updateRatio = new Float32Array(0);
  termValues = new Float64Array(0);
  /** Of whole chunks of steps, by the chunk's number. A step that changes afterwards takes its chunk's away. */
  readonly pyramids = new Map<number, Buckets>();
  private lastInPyramid = 0;
  private capacity = 0;

  constructor(
    readonly variables: number,
    readonly terms: number,
  ) {}

  setStep(step: number, row: StepRow, offset: number): void {
    const { time, loss, epoch, learningRate, lossMark } = row;
    this.setStepNumbers(step, [offset, time, loss, epoch, learningRate], 0, lossMark);
    this.setStepRow(step, row, 0, row.gradientMark.length);
  }

  /** `numbers` from `from` on: offset, time, loss, epoch, learning rate. */
  setStepNumbers(step: number, numbers: ArrayLike<number>, from: number, lossMark: number): void {
    this.reserve(step);
    const at = step - 1;
    this.offset[at] = numbers[from]!;
    this.time[at] = numbers[from + 1]!;
    this.loss[at] = numbers[from + 2]!;
    this.lossMark[at] = lossMark;
    this.epoch[at] = numbers[from + 3]!;
    this.learningRate[at] = numbers[from + 4]!;
  }

  /** The step's `count` variables stand from `from` on; variables beyond those that are known are left out. */
  setStepRow(step: number, row: StepRows, from: number, count: number): void {
    this.reserve(step);
    const to = (step - 1) * this.variables;
    const known = Math.min(count, this.variables);
    for (let v = 0; v < known; v++) {
      this.gradientNorm[to + v] = row.gradientNorm[from + v]!;
      this.gradientMark[to + v] = row.gradientMark[from + v]!;
      this.updateRatio[to + v] = row.updateRatio[from + v]!;
    }
  }

  /** As many steps as there are loss marks, one after another from `first` on, with all variables: as the two above, at once. */
  setSteps(first: number, numbers: Float64Array, stride: number, lossMark: Uint8Array, rows: StepRows): void {
    const count = lossMark.length;
    this.reserve(first + count - 1);
    const at = first - 1;
    for (let s = 0, from = 0; s < count; s++, from += stride) {
      this.offset[at + s] = numbers[from]!;
      this.time[at + s] = numbers[from + 1]!;
      this.loss[at + s] = numbers[from + 2]!;
      this.epoch[at + s] = numbers[from + 3]!;
      this.learningRate[at + s] = numbers[from + 4]!;
    }
    this.lossMark.set(lossMark, at);
    this.gradientNorm.set(rows.gradientNorm, at * this.variables);
    this.gradientMark.set(rows.gradientMark, at * this.variables);
    this.updateRatio.set(rows.updateRatio, at * this.variables);
    this.forget(first, first + count - 1);
  }

  setTerms(step: number, values: ArrayLike<number>): void {
    this.reserve(step);
    for (let t = 0; t < this.terms && t < values.length; t++) {
      this.termValues[(step - 1) * this.terms + t] = values[t]!;
    }
  }

  /** A step that is not recorded has no offset. */
  has(step: number): boolean {
    return step >= 1 && step <= this.steps && !Number.isNaN(this.offset[step - 1]!);
  }

  /** Keeps a chunk's pyramid that was made of these very steps. */
  addPyramid(chunk: number, pyramid: Buckets): void {
    if (pyramid.gradientNorm.length !== this.variables * pyramid.buckets) return;
    this.pyramids.set(chunk, pyramid);
    this.lastInPyramid = Math.max(this.lastInPyramid, (chunk + 1) * CHUNK);
  }

  private forget(from: number, to: number): void {
    const last = Math.min(to, this.lastInPyramid);
    for (let step = from; step <= last; step += CHUNK) this.pyramids.delete(Math.floor((step - 1) / CHUNK));
    if (last >= from) this.pyramids.delete(Math.floor((last - 1) / CHUNK));
  }

  private reserve(step: number): void {
    this.forget(step, step);
    if (step > this.steps) this.steps = step;
    if (step <= this.capacity) return;
    this.capacity = Math.max(64, 2 ** Math.ceil(Math.log2(step)));
    const { capacity, variables, terms } = this;
    this.offset = grow64(this.offset, capacity);
    this.time = grow64(this.time, capacity);
    this.loss = grow64(this.loss, capacity);
    this.lossMark = grow8(this.lossMark, capacity);
    this.epoch = grow64(this.epoch, capacity);
    this.learningRate = grow64(this.learningRate, capacity);
    this.gradientNorm = grow32(this.gradientNorm, capacity * variables);
    this.gradientMark = grow8(this.gradientMark, capacity * variables);
    this.updateRatio = grow32(this.updateRatio, capacity * variables);
    this.termValues = grow64(this.termValues, capacity * terms);
  }
}

// Rows that no step has filled are NaN, marks 0: not measured.
function grow64(column: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length).fill(NaN, column.length);
  grown.set(column);
  return grown;
}

function grow32(column: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const grown = new Float32Array(length).fill(NaN, column.length);
  grown.set(column);
  return grown;
}

function grow8(column: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(length);
  grown.set(column);
  return grown;
}
