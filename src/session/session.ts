/** A supervised run of the user's program, as the editor and the command line see it. */
import type { Measurement } from '../protocol/curvature.js';
import type { TrainerPhase, TrainerState } from '../protocol/control.js';
import type { CodedError } from '../protocol/told.js';
import type { MeasureSettings } from '../protocol/settings.js';
import type { RuleSettings } from '../protocol/ruleSettings.js';
import type { BackendInfo, BackendName, ProgramError, ProgramInfo, RunOutcome } from '../protocol/run.js';

export interface SessionOptions {
  /** The program: the file that Node runs as its main module. */
  file: string;
  /** Line of the training that is shown first, counted by `steps` and by `step`; null: the first training. */
  line?: number | null;
  /** File of that line, where it is not the program itself. */
  lineFile?: string | null;
  /** Run this script of the program's package.json, which runs `file` in its own way. */
  script?: string | null;
  /** Arguments for the program. */
  args?: string[];
  /** Default: the folder that holds `file`'s package.json for a script, else the process's own. */
  cwd?: string;
  /** Environment of the program; default: this process's own. */
  env?: NodeJS.ProcessEnv;
  node: NodeExecutable;
  /** Folder of the built product (`dist`), where `trainer/preload.mjs` lies. */
  distribution: string;
  /** Version of Gradlens. */
  gradlens: string;
  /** Rung asked for; null: the ladder decides. */
  backend?: BackendName | null;
  /** Whose TensorFlow.js: the program's own where it fits (auto), always its own, always the bundled one. */
  tensorflow?: 'auto' | 'program' | 'bundled';
  /** End the program after this many steps of the selected training. */
  steps?: number | null;
  /** Stop before the update of the first step where this condition holds. */
  pauseWhen?: string | null;
  /** Share of step time that measuring may take, default 0.2. */
  budget?: number;
  /** Rules that are off, and thresholds other than their defaults. */
  rules?: RuleSettings;
  /** What to measure on the recorded loss; default: λ1 beside the training, and 20 checkpoints. */
  measure?: MeasureSettings;
  /** Folder of the run itself; default: a new one in `.gradlens/runs` beside the nearest package.json. */
  runDirectory?: string | null;
  /** Limit of the run's size in bytes; default 200 MB. */
  sizeLimit?: number;
  /** The program ends when nobody has been connected for so long; default 10 s. */
  graceSeconds?: number;
}

/** A Node to run programs with. */
export interface NodeExecutable {
  path: string;
  /** Environment it needs to behave as Node: ELECTRON_RUN_AS_NODE for the editor's own. */
  env: Record<string, string>;
}

export interface SessionEvents {
  phase: [phase: { phase: TrainerPhase; milliseconds: number }];
  backend: [backend: BackendInfo];
  state: [state: TrainerState];
  /** The program's own output, in pieces as it comes. */
  stdout: [text: string];
  stderr: [text: string];
  /** The program failed, or could not do what was asked; `exit` follows. */
  error: [error: ProgramError];
  /** Recording ended before the program did: one sentence. */
  recordingStopped: [reason: string];
  /** The trainer told something that is none of its messages; what it means for the user. */
  trouble: [trouble: CodedError];
  exit: [outcome: RunOutcome];
}

export interface Session {
  readonly runDirectory: string;
  readonly program: ProgramInfo;
  /** What is known so far, for listeners that come late. */
  readonly phases: readonly { phase: TrainerPhase; milliseconds: number }[];
  readonly backend: BackendInfo | null;
  readonly state: TrainerState;
  readonly pauseWhen: string | null;
  readonly error: ProgramError | null;
  readonly recordingStopped: string | null;
  /** Null while the program runs. */
  readonly outcome: RunOutcome | null;
  /** Resolves with the outcome when the program has ended and everything is on disk; never rejects. */
  readonly ended: Promise<RunOutcome>;

  on<E extends keyof SessionEvents>(event: E, listener: (...args: SessionEvents[E]) => void): () => void;

  /** Resolves when taken: from then on no step is recorded. The `state` event tells when the program stands. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Runs `count` steps of the selected training (`training` null: of any) and pauses again; resolves when taken. */
  step(count: number, training: number | null): Promise<void>;
  /** Ends the program at its next hook, by force where there is none within a second; resolves when it has ended. */
  stop(): Promise<RunOutcome>;
  /** Null removes the condition. Rejects with the parser's sentence where it is not understood. */
  setPauseWhen(condition: string | null): Promise<void>;
  /** Measures at the newest weights, running or paused; resolves with the step whose record is then in the run. */
  measure(training: number, what: Measurement): Promise<number>;
  /** Lets go of the program without ending it (the window reloads); it ends itself after the grace time. */
  detach(): void;
}
