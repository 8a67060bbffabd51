/**
 * The recorded batches that curvature is measured on: up to 512 samples in sub-batches of about 64, the first of them for the
 * track. Each part is an open loss program with data of its own.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import type { LossProgram } from '../../program/lossProgram.js';
import { openProgram, type OpenProgram } from '../../program/openProgram.js';
import { sliceProgram } from './sliceProgram.js';

export const TRACK_SAMPLES = 64;
export const ANCHOR_SAMPLES = 512;

export interface ProbePart {
  /** As it was recorded, or a slice of it. */
  program: LossProgram;
  open: OpenProgram;
  /** Null: the program does not tell samples apart. */
  samples: number | null;
}

/** Whether every step uses all of the data; null: only one step was recorded so far. */
export type WholeData = boolean | null;

export interface ProbeParts {
  /** One more recorded batch, or the same program with constants of now. `weights`: to hold slices against the whole with. */
  add(program: LossProgram, whole: WholeData, weights: readonly Tensor[]): void;
  /** What the track is measured on; null: nothing is recorded. */
  readonly track: ProbePart | null;
  /** Sub-batches of one size, whose mean is the loss of all of them. */
  readonly anchor: readonly ProbePart[];
  /** Every step uses all of the data, and the anchor is on all of it. */
  readonly wholeData: boolean;
  readonly notes: string[];
  /** Measures on half as many samples from now on; false: there is nothing left to halve. */
  halve(): boolean;
  dispose(): void;
}

export function makeProbeParts(core: TensorflowCore): ProbeParts {
  let parts: ProbePart[] = [];
  let track: ProbePart | null = null;
  let first: LossProgram | null = null;
  let wholeData: WholeData = null;
  let kind: LossKind | null = null;
  /** Told by the second recording. */
  let isMasked = false;

  /** Samples after the last halving, and before the first. */
  let halved: { from: number; to: number } | null = null;

  const open = (program: LossProgram): ProbePart => ({
    program,
    open: openProgram(core, program, { customGradients: 'forward' }),
    samples: program.batchSize,
  });

  /** Cuts the batch in two and holds both against the whole. */
  function kindOf(whole: ProbePart, weights: readonly Tensor[]): LossKind {
    const { samples } = whole;
    if (samples === null || samples < 2) return 'other';
    const halves = cut(whole, Math.ceil(samples / 2));
    if (!halves) return 'other';
    const lossOf = (part: ProbePart) => core.tidy(() => part.open.loss(weights).dataSync()[0]!);
    try {
      const expected = lossOf(whole);
      const losses = halves.map(lossOf);
      const mean = losses.reduce((total, loss, i) => total + loss * (halves[i]!.samples! / samples), 0);
      const isNear = (value: number) => Math.abs(value - expected) <= TOLERANCE * Math.abs(expected);
      // With a penalty in it a sum is no sum of its halves; a mean still is their mean.
      if (isNear(mean)) return 'mean';
      return isNear(losses.reduce((total, loss) => total + loss, 0)) ? 'sum' : 'other';
    } catch {
      // A shape that a slice does not fit.
      return 'other';
    } finally {
      for (const part of halves) part.open.dispose();
    }
  }

  /** Slices of `size`, the last one what is left; null where the program cannot be cut. */
  function cut({ samples, program }: ProbePart, size: number): ProbePart[] | null {
    const slices: ProbePart[] = [];
    for (let from = 0; from < samples!; from += size) {
      const sliced = sliceProgram(program, from, Math.min(samples!, from + size));
      if (sliced) slices.push(open(sliced));
    }
    return slices.length > 0 ? slices : null;
  }

  /** A loss that is a mean over its samples may be measured on fewer of them. */
  function halveOnly(): boolean {
    const [only] = parts;
    if (!only || kind !== 'mean' || only.samples! < 2) return false;
    const [half, ...rest] = cut(only, Math.ceil(only.samples! / 2)) ?? [];
    for (const part of rest) part.open.dispose();
    if (!half) return false;
    only.open.dispose();
    parts = [half];
    track = half;
    wholeData = false;
    return true;
  }

  function clear(): void {
    for (const part of parts) part.open.dispose();
    parts = [];
    track = null;
  }

  function take(program: LossProgram, weights: readonly Tensor[]): void {
    const whole = open(program);
    kind ??= kindOf(whole, weights);
    // A batch that may be all of the data stays whole, unless it is a large one.
    const least = wholeData === false ? 2 * TRACK_SAMPLES : wholeData ? Infinity : ANCHOR_SAMPLES;
    const canCut = kind === 'mean' && program.batchSize! >= least;
    const slices = (canCut && cut(whole, TRACK_SAMPLES)) || null;
    if (slices) whole.open.dispose();
    const fresh = slices?.filter(({ samples }) => samples === TRACK_SAMPLES) ?? [whole];
    for (const part of slices ?? []) if (!fresh.includes(part)) part.open.dispose();
    // A sum over twice the samples is twice the loss: it is measured on one batch, as the program defines it.
    const most = kind === 'sum' ? 1 : Math.ceil(ANCHOR_SAMPLES / (fresh[0]!.samples ?? ANCHOR_SAMPLES));
    for (const part of fresh) {
      if (parts.length < most) parts.push(part);
      else part.open.dispose();
    }
    track ??= parts[0]!;
  }

  return {
    get track() {
      return track;
    },
    get anchor() {
      return parts;
    },
    get wholeData() {
      return wholeData === true;
    },
    get notes() {
      const notes = notesOf(isMasked, kind, wholeData === true);
      return halved ? [...notes, outOfMemory(halved)] : notes;
    },
    add(program, whole, weights) {
      isMasked ||= program.leaves.some((leaf) => leaf.kind === 'data' && leaf.change === 'mask');
      if (first && program.signature !== first.signature) return;
      if (first && whole !== null && wholeData === null) {
        // Only now it is known what the first batch was a part of.
        wholeData = whole;
        clear();
        take(first, weights);
      }
      const isFull =
        halved !== null || kind === 'sum' || parts.length * (track?.samples ?? ANCHOR_SAMPLES) >= ANCHOR_SAMPLES;
      if (first && (wholeData === true || isFull)) refresh(parts, program);
      else take(program, weights);
      first ??= program;
    },
    halve() {
      const samples = samplesIn(parts);
      if (parts.length > 1) {
        for (const part of parts.splice(Math.ceil(parts.length / 2))) part.open.dispose();
      } else if (!halveOnly()) return false;
      if (samples !== null) halved = { from: halved?.from ?? samples, to: samplesIn(parts)! };
      return true;
    },
    dispose: clear,
  };
}

/** Rounding of a float32 sum over a batch. */
const TOLERANCE = 1e-4;

/**
 * What the loss of a batch is to those of its parts: their mean, their sum, or neither (batch statistics, a batch that cannot
 * be told).
 */
type LossKind = 'mean' | 'sum' | 'other';

/** Schedules and variables that are not trained have the values of the newest recording; batches and masks stay. */
function refresh(parts: readonly ProbePart[], newest: LossProgram): void {
  for (const part of parts) {
    const values = part.program.leaves.map((leaf, i) => {
      const now = newest.leaves[i];
      if (leaf.kind === 'variable' || now?.kind !== leaf.kind) return null;
      const changes = now.kind === 'state' || now.change === 'schedule';
      if (changes && now.values.length === leaf.values.length) leaf.values = now.values;
      return leaf.values;
    });
    const data = values.map((each) => each ?? new Float32Array(0));
    part.open.setData({ signature: part.program.signature, values: data });
  }
}

const samplesIn = (parts: readonly ProbePart[]): number | null =>
  parts.some(({ samples }) => samples === null) ? null : parts.reduce((sum, { samples }) => sum + samples!, 0);

const outOfMemory = ({ from, to }: { from: number; to: number }): string =>
  `Out of memory: measured on ${to} samples instead of ${from}.`;

function notesOf(masked: boolean, kind: LossKind | null, wholeData: boolean): string[] {
  return [
    ...(masked ? ['The same random mask (dropout, noise) for all products of one measurement.'] : []),
    ...(wholeData ? ['On all of the data: every step uses it.'] : []),
    ...(kind === 'sum'
      ? ['The loss is a sum over its samples: measured on one recorded batch, and not averaged.']
      : []),
    ...(kind === 'other' && !wholeData
      ? ['The loss of a batch is not the mean over its samples (batch statistics): measured on whole recorded batches.']
      : []),
  ];
}
