/** What is tuned, and how. */
import type { Lambda } from '../source/lambdas.js';
import type { NodeExecutable } from '../session/session.js';

export interface TuneRequest {
  program: { file: string; args: string[]; cwd: string };
  /** File, without symbolic links, and place of the number. */
  lambda: Lambda & { file: string };
  /** Null: two decades to either side of it. */
  values: number[] | null;
  /** Null: five where the program gives its data to `fit`; 0: the program's own validation. */
  folds: number | null;
  /** Null: the loss. */
  metric: string | null;
  /** Processes at once. */
  jobs: number;
  node: NodeExecutable;
  /** Folder of the built product. */
  distribution: string;
  gradlens: string;
}

export const DEFAULT_FOLDS = 5;
/** Of folds and draws: the same each time, so that results can be compared and kept. */
export const SEED = 1;
/** Of each run, where a program is not the same twice. */
export const REPEATS = 3;

/** What is more of it is better. */
const HIGHER = /acc|precision|recall|auc|f1|r2|score|iou|cosine/i;
export const betterOf = (metric: string): 'lower' | 'higher' => (HIGHER.test(metric) ? 'higher' : 'lower');
