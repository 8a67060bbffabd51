/** Trainings side by side, of several runs or of one: what the panel draws and what `gradlens compare` prints of. */

export interface Comparison {
  runs: ComparedRun[];
  sides: ComparedSide[];
  /** Trainings beyond `MOST_SIDES`, which are left out. */
  left: number;
  /** What is not the same on all sides; what is, is only counted. */
  settings: Setting[];
  same: number;
  /** Each later run's files held against those of the first run, where they are not the same. */
  sources: SourceDifference[];
}

/** More lines in one picture cannot be told apart. */
export const MOST_SIDES = 12;

export interface ComparedRun {
  id: string;
  directory: string;
  program: { file: string; line: number | null };
  startedAt: number;
  /** It is still being recorded. */
  live: boolean;
  /** What of it could not be read. */
  damage: string | null;
}

/** One training of one run. */
export interface ComparedSide {
  /** `A` is the first run, `B` the second; of a run with several trainings `A1`, `A2`. */
  name: string;
  /** Index into the runs. */
  run: number;
  training: number;
  callee: string;
  file: string | null;
  line: number | null;
  steps: number;
  loss: ComparedLine;
  /** ‖g‖ over all variables that have a gradient at the step: √Σ‖gᵥ‖². */
  gradientNorm: ComparedLine;
  /** λ1 on the probe batch. */
  lambda: ComparedLine;
  /** Samples that λ1 is of, as measured last; null: not measured. */
  samples: number | null;
  metrics: ComparedMetric[];
}

export interface ComparedMetric {
  name: string;
  split: 'train' | 'validation';
  line: ComparedLine;
}

/**
 * Values over the steps, reduced to the extremes of buckets where there are many; parallel columns, steps ascending. NaN: a gap.
 * `seconds` count from the end of the training's first step.
 */
export interface ComparedLine {
  steps: Float64Array;
  seconds: Float64Array;
  values: Float64Array;
  /** The first step at which the value was NaN or infinite. */
  nonFinite: number | null;
}

export interface Setting {
  name: string;
  /** One a side; null: it has none. */
  values: (string | null)[];
}

export interface SourceDifference {
  /** Index of the run that is held against the first. */
  run: number;
  /** As seen from the folder of the program. */
  file: string;
  hunks: SourceHunk[];
  /** Why there are no hunks: one sentence. */
  why: string | null;
}

/** As in the unified format: lines begin with a space, `-` (the first run's) or `+`. */
export interface SourceHunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  lines: string[];
}

/** `@@ -1,3 +1,4 @@` */
export const hunkHead = ({ oldStart, oldLines, newStart, newLines }: SourceHunk): string =>
  `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`;
