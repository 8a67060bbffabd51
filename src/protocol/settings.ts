/** What a session tells the trainer that it starts, through one environment variable that the program never sees. */
import type { RuleSettings } from './ruleSettings.js';
import type { BackendName, ProgramInfo } from './run.js';

export const SETTINGS_VARIABLE = 'GRADLENS_TRAINER';

export interface TrainerSettings {
  gradlens: string;
  runDirectory: string;
  /** Where the control thread listens, and the word it asks for. */
  socket: string;
  token: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  program: ProgramInfo;
  /** Lines `program.line` to `lineEnd` are the statement that was asked for. */
  lineEnd: number | null;
  backend: BackendName | null;
  tensorflow: 'auto' | 'program' | 'bundled';
  steps: number | null;
  pauseWhen: string | null;
  budget: number;
  rules: RuleSettings;
  measure: MeasureSettings;
  sizeLimit: number;
  graceSeconds: number;
  /** NODE_OPTIONS as the program would have it without us; null: none. */
  nodeOptions: string | null;
}

/** What to measure on the recorded loss. */
export interface MeasureSettings {
  /** Of the spectrum at the end: so many largest and smallest eigenvalues; null: no spectrum. */
  eigenvalues: number | null;
  /** λ1 at every so many steps, for which the training waits; 0: never; null: as often as the curvature thread can. */
  every: number | null;
  density: boolean;
  newton: boolean;
  /** At the end, on all recorded samples; its norm comes with λ1 on all of them anyway. */
  jacobian: boolean;
  verify: boolean;
  /** Gradients on the lines of the program, at every step that the budget allows; without it at intervals. */
  lines: boolean;
  /** How many checkpoints a run keeps. */
  checkpoints: number;
}

export const DEFAULT_MEASURE: MeasureSettings = {
  ...{ eigenvalues: null, every: null, density: false, newton: false, jacobian: false, verify: false },
  ...{ lines: false, checkpoints: 20 },
};

/** What `gradlens replay` measures, at which checkpoint. */
export interface ReplayRequest {
  training: number;
  step: number;
  measure: Pick<MeasureSettings, 'eigenvalues' | 'density' | 'newton' | 'jacobian' | 'verify'>;
}
