import type { BackendName } from '../../protocol/run.js';
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
  pauseWhen: string | null;
  failOn: FailOn;
  run: string | null;
  json: boolean;
  plain: boolean;
  args: string[];
}

export type FailOn = 'error' | 'warning' | 'never';
export type ExportFormat = 'html' | 'csv' | 'tensorboard';

export type Command =
  | TrainCommand
  | { command: 'show'; run: string; json: boolean }
  | { command: 'export'; run: string; format: ExportFormat; out: string | null }
  | { command: 'compare'; runs: [string, string] }
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
      'pause-when': { value: 'EXPR', help: "pause before the first update where EXPR holds, e.g. 'loss is NaN'" },
      'fail-on': {
        value: 'LEVEL',
        help: 'end with status 1 on a finding of this level: error (default), warning, never',
      },
      run: { value: 'DIR', help: 'write the run into this folder' },
      json,
      plain: { help: 'plain lines, no progress bar, no keys' },
      curvature: { value: 'K' },
      'curvature-every': { value: 'N' },
      density: {},
      newton: {},
      jacobian: {},
      lines: {},
      verify: {},
      checkpoints: { value: 'N' },
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
  compare: { usage: 'gradlens compare RUN RUN', help: 'print two runs side by side', options: {} },
  backends: {
    usage: 'gradlens backends [--json]',
    help: 'list what this machine can compute on',
    options: { json: { help: 'print JSON' } },
  },
  tune: { usage: 'gradlens tune FILE[:LINE]', options: {} },
  replay: { usage: 'gradlens replay RUN STEP', options: {} },
} satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof COMMANDS;

/** A planned command has no help yet. */
export const commandSpec = (name: CommandName): CommandSpec => COMMANDS[name];

export const availableCommands = () =>
  (Object.keys(COMMANDS) as CommandName[]).filter((name) => commandSpec(name).help !== undefined);
