/** What passes between the tuning of a λ and the processes that run the program with one value of it. */
import type { ProgramInfo } from './run.js';

/** The environment variable through which a job is told what it is; the program never sees it. */
export const TUNE_VARIABLE = 'GRADLENS_TUNE';

/** Another text for one literal of a source file, put in its place as the file loads. */
export interface ReplacedLiteral {
  /** Absolute path, without symbolic links. */
  file: string;
  from: number;
  to: number;
  text: string;
  /** SHA-256 of the file's text: the places hold for no other. */
  sha256: string;
}

/** The program once, with one value of λ. */
export interface TuneJobSettings {
  program: Pick<ProgramInfo, 'file' | 'args' | 'cwd'>;
  lambda: ReplacedLiteral;
  /** Train without this fold of what is given to `fit`, and validate on it; null: all of it, validated as the program does. */
  fold: { index: number; count: number } | null;
  /** Of the folds, and of Math.random in the job. */
  seed: number;
  /** Null: the loss. */
  metric: string | null;
  /** File that the result is written to, as JSON. */
  result: string;
}

export interface TuneJobResult {
  /** Of the metric, on the fold left out or as the program reports it; NaN as null; null: there is none. */
  validation: number | null;
  /** The same metric on what was trained on, without penalties where a fold was left out. */
  training: number | null;
  /** Whether the validation was not a number. */
  notFinite: boolean;
  /** Samples that the program gave to `fit`, before a fold was left out; null: it gave none. */
  samples: number | null;
  /** Names under which something was reported, for a metric that was not. */
  reported: string[];
  /** Weights of a model with a single dense layer: its kernel, row by row. */
  coefficients: number[] | null;
  /** Why the program was not run, or not to its end, where that was no fault of its own. */
  problem: { code: string; message: string; sentence: string; values: (string | number)[] } | null;
  milliseconds: number;
}

/** What a tuning found: printed by `gradlens tune --json` in docs/schema.json, and drawn. */
export interface TuneResult {
  /** Folder with the results of the single runs. */
  folder: string;
  program: { file: string; args: string[] };
  /** The number that was tuned, as it stands in the program. */
  lambda: { name: string; file: string; line: number; value: number };
  metric: { name: string; better: 'lower' | 'higher' };
  /** Folds of the data given to `fit`, or null: the validation of the program itself. */
  folds: { count: number; samples: number; seed: number } | null;
  /** How often each run was made: more than once where the program is not the same twice. */
  repeats: number;
  deterministic: boolean | null;
  stopped: 'end' | 'user' | 'error';
  jobs: { planned: number; done: number; failed: number; reused: number };
  /** In rising order. */
  values: TunedValue[];
  /** Indices into `values`; null: there is none. */
  best: number | null;
  oneStandardError: number | null;
}

export interface TunedValue {
  value: number;
  validation: TunedMean;
  training: TunedMean;
  /** Standard deviation of the mean from repeat to repeat; null where the program is the same twice. */
  spread: number | null;
  /** Why some run of it failed; null: none did. */
  failed: string | null;
  runs: TunedRun[];
  /** Of the model trained on all data, where it is linear. */
  coefficients: number[] | null;
}

/** Over folds or repeats; null: not known. */
export interface TunedMean {
  mean: number | null;
  standardError: number | null;
}

export interface TunedRun {
  fold: number | null;
  repeat: number;
  validation: number | null;
  training: number | null;
  failed: string | null;
  milliseconds: number;
}
