/** What a run is about: the contents of `run.json`, written when the run starts and replaced when it ends. */

/** Version of the run format. A reader refuses a run whose version is higher than its own. */
export const RUN_SCHEMA = 1;

export interface RunInfo {
  schema: number;
  id: string;
  gradlens: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  endedAt: number | null;
  program: ProgramInfo;
  backend: BackendInfo | null;
  versions: { node: string; tfjs: string | null };
  platform: string;
  gitCommit: string | null;
  outcome: RunOutcome | null;
  /** Source files on which a line is shown: path, SHA-256 and text as they were when the run started. */
  sources: SourceFile[];
  /** What was thinned to stay within the size limit, or lost with a killed process: sentences; absent: nothing. */
  thinned?: string[];
  /** How to reach the trainer while it lives: socket path and the token it asks for. Null when ended. */
  control: { socket: string; token: string; pid: number } | null;
}

export interface ProgramInfo {
  /** Absolute path of the file that runs. */
  file: string;
  /** Line of the training call that was asked for, from 1; null: the first training. */
  line: number | null;
  /** File of that line, when it is not the program. */
  lineFile: string | null;
  /** Name of the package.json script, when the program runs as its author runs it. */
  script: string | null;
  args: string[];
  cwd: string;
}

export interface SourceFile {
  file: string;
  sha256: string;
  text: string;
}

/** One rung of the ladder, best first. */
export interface BackendRung {
  name: BackendName;
  usable: boolean;
  /** Why it is used, or why not: one sentence. */
  why: string;
}

export type BackendName = 'tensorflow-gpu' | 'tensorflow' | 'wasm' | 'cpu' | 'webgpu';

export interface BackendInfo {
  /** The rung in use. */
  name: BackendName;
  /** What plain `node FILE` would use. */
  plain: BackendName | null;
  ladder: BackendRung[];
  /** Version of TensorFlow.js in use, and whose copy it is. */
  tfjs: { version: string; from: 'program' | 'bundled'; why: string };
}

export type Stopped = 'end' | 'steps' | 'user' | 'error';

export interface RunOutcome {
  stopped: Stopped;
  /** Exit code of the program, or null where a signal ended it. */
  programExit: number | null;
  signal: string | null;
  error: ProgramError | null;
  /** Time beyond the program's own over its own; null where it was not measured. */
  overhead: number | null;
  /** Set where recording ended before the program did (disk full, size limit). */
  recordingStopped: string | null;
}

export interface ProgramError {
  /** Stable code of ours (`program-threw`, `program-never-trains`, …), see docs/errors.md. */
  code: string;
  /** One sentence that says what to do, in English. */
  message: string;
  /** The same sentence with places for its values, and the values: what another language is made from. */
  sentence?: string;
  values?: (string | number)[];
  /** The error as Node prints it, where there is one. */
  stack: string | null;
  file: string | null;
  line: number | null;
}
