import type { RuleSettings } from '../../protocol/ruleSettings.js';
import type { BackendName } from '../../protocol/run.js';
import type { MeasureSettings } from '../../protocol/settings.js';
import type { OptionSpecs } from './options.js';

export interface TrainCommand {
  command: 'train';
  file: string;
  line: number | null;
  script: string | null;
  backend: BackendName | null;
  steps: number | null;
  /** Share of step time, as a fraction. */
  budget: number | null;
  rules: RuleSettings | null;
  pauseWhen: string | null;
  measure: MeasureSettings;
  failOn: FailOn;
  run: string | null;
  json: boolean;
  plain: boolean;
  args: string[];
}

export interface ReplayCommand {
  command: 'replay';
  run: string;
  step: number;
  training: number;
  measure: Pick<MeasureSettings, 'eigenvalues' | 'density' | 'newton' | 'jacobian' | 'verify'>;
  json: boolean;
}

export interface TuneCommand {
  command: 'tune';
  file: string;
  line: number | null;
  /** Name of the λ. */
  lambda: string | null;
  /** Values to try; null: two decades to either side of the program's own. */
  values: number[] | null;
  /** Null: as many as usual, where the program gives its data to `fit`; 0: its own validation. */
  folds: number | null;
  metric: string | null;
  /** Null: as many as there are cores. */
  jobs: number | null;
  json: boolean;
  args: string[];
}

export type FailOn = 'error' | 'warning' | 'never';
export type ExportFormat = 'html' | 'csv' | 'tensorboard';

export type Command =
  | TrainCommand
  | { command: 'show'; run: string; json: boolean }
  | { command: 'export'; run: string; format: ExportFormat; out: string | null }
  | { command: 'compare'; runs: string[]; json: boolean }
  | ReplayCommand
  | TuneCommand
  | { command: 'backends'; json: boolean }
  | { command: 'help'; topic: CommandName | null }
  | { command: 'version' };

export const BACKEND_NAMES: readonly BackendName[] = ['tensorflow-gpu', 'tensorflow', 'wasm', 'cpu', 'webgpu'];
export const EXPORT_FORMATS: readonly ExportFormat[] = ['html', 'csv', 'tensorboard'];
export const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'never'];

interface CommandSpec {
  usage: string;
  /** One line for help; absent: the command is planned and refused. */
  help?: string;
  options: OptionSpecs;
}

const json = { help: 'print one JSON object (docs/schema.json)' };

/** Every command, in the order in which help lists them. An option or command without help is refused. */
export const COMMANDS = {
  train: {
    usage: 'gradlens train FILE[:LINE] [options] [-- arguments of the program]',
    help: 'run a program and record its training',
    options: {
      script: { value: 'NAME', help: 'run the program by this script of its package.json, as its author does' },
      backend: { value: 'NAME', help: `compute on ${BACKEND_NAMES.join(', ')}` },
      steps: { value: 'N', help: 'stop after N steps of the training' },
      budget: { value: 'PERCENT', help: 'share of step time that measuring may take (default 20)' },
      rules: { value: 'JSON', help: 'turn rules off or set their thresholds, e.g. \'{"loss-diverges": false}\'' },
      'pause-when': { value: 'EXPR', help: "pause before the first update where EXPR holds, e.g. 'loss is NaN'" },
      'fail-on': {
        value: 'LEVEL',
        help: 'end with status 1 on a finding of this level: error (default), warning, never',
      },
      run: { value: 'DIR', help: 'write the run into this folder' },
      json,
      plain: { help: 'plain lines, no progress bar, no keys' },
      curvature: { value: 'K', help: 'at the end, measure the K largest and K smallest eigenvalues of the Hessian' },
      'curvature-every': { value: 'N', help: 'measure λ1 at every N-th step; the training waits for it (0: never)' },
      density: { help: 'at the end, measure the spectral density of the Hessian' },
      newton: { help: 'at the end, compute the Newton step and what it would do' },
      jacobian: { help: 'at the end, measure how the outputs depend on the inputs (‖∂z/∂x‖) and on the variables' },
      lines: { help: 'measure the gradient on the lines of the program at each step, and print it at the end' },
      verify: { help: 'at the end, compute loss, gradients and curvature again in float64' },
      checkpoints: { value: 'N', help: 'keep N checkpoints to replay (default 20; 0: none)' },
    },
  },
  show: { usage: 'gradlens show RUN [--json]', help: 'print what a run recorded', options: { json } },
  export: {
    usage: 'gradlens export RUN --format html|csv|tensorboard [--out PATH]',
    help: 'write a run as one HTML file, as CSV, or for TensorBoard',
    options: {
      format: { value: 'FORMAT', help: 'html, csv or tensorboard' },
      out: { value: 'PATH', help: 'where to write it (default: beside the run)' },
    },
  },
  compare: {
    usage: 'gradlens compare RUN [RUN …] [--json]',
    help: 'print runs side by side, or the trainings of one, and what they differ in',
    options: { json },
  },
  backends: {
    usage: 'gradlens backends [--json]',
    help: 'list what this machine can compute on',
    options: { json: { help: 'print JSON' } },
  },
  tune: {
    usage: 'gradlens tune FILE[:LINE] [options] [-- arguments of the program]',
    help: 'try other values of a λ of the program, and say which is best',
    options: {
      lambda: { value: 'NAME', help: 'the constant or option to tune, where the file has several' },
      values: { value: 'A,B,C', help: 'the values to try' },
      log: { value: 'LOW HIGH N', help: 'N values from LOW to HIGH, evenly spaced in log λ' },
      folds: {
        value: 'K',
        help: 'cross-validate over K folds of what the program gives to fit (default 5; 0: its own validation)',
      },
      metric: { value: 'NAME', help: 'go by this metric of the validation instead of the loss' },
      jobs: { value: 'N', help: 'run N processes at once (default: one a core)' },
      json,
    },
  },
  replay: {
    usage: 'gradlens replay RUN STEP [options]',
    help: 'measure at a checkpoint of a run, without its program',
    options: {
      training: { value: 'ID', help: 'the training whose step it is (default: the first)' },
      curvature: { value: 'K', help: 'how many of the largest and smallest eigenvalues (default 10)' },
      density: { help: 'measure the spectral density too' },
      newton: { help: 'compute the Newton step too' },
      jacobian: { help: 'measure how the outputs depend on the inputs too' },
      verify: { help: 'compute everything again in float64 too' },
      json,
    },
  },
} satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof COMMANDS;

/** A planned command has no help yet. */
export const commandSpec = (name: CommandName): CommandSpec => COMMANDS[name];

export const availableCommands = () =>
  (Object.keys(COMMANDS) as CommandName[]).filter((name) => commandSpec(name).help !== undefined);
