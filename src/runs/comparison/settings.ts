/** What trainings were made with, and where it is not the same. */
import { basename } from 'node:path';
import type { Setting } from '../../protocol/comparison.js';
import type { TrainingPayload } from '../../protocol/records.js';
import type { RunInfo } from '../../protocol/run.js';

export interface SettledSide {
  info: RunInfo;
  training: TrainingPayload;
}

/** In the order in which they are told; what is the same on all sides is only counted. */
export function settingsThatDiffer(sides: readonly SettledSide[]): { settings: Setting[]; same: number } {
  const known = sides.map((side) => new Map(settingsOf(side)));
  const names = [...new Set(known.flatMap((settings) => [...settings.keys()]))];
  const all = names.map((name): Setting => ({ name, values: known.map((settings) => settings.get(name) ?? null) }));
  const settings = all.filter(({ values }) => new Set(values).size > 1);
  return { settings, same: all.length - settings.length };
}

function settingsOf({ info, training }: SettledSide): [name: string, value: string][] {
  const { program, backend, versions } = info;
  const { optimizer, planned } = training;
  const parameters = training.variables.reduce((sum, variable) => sum + variable.parameters, 0);
  return present([
    ['program', program.file],
    ['script', program.script],
    ['arguments', program.args.length > 0 ? program.args.join(' ') : null],
    ['training', `${training.callee} at ${placeOf(training)}`],
    ['optimizer', optimizer?.name ?? null],
    ...Object.entries(optimizer?.config ?? {}).map(([key, value]): Row => [`optimizer ${key}`, written(value)]),
    ['epochs', written(planned.epochs)],
    ['steps per epoch', written(planned.stepsPerEpoch)],
    ['planned steps', written(planned.steps)],
    ['parameters', `${parameters} in ${training.variables.length} variables`],
    ...training.terms.flatMap(({ name, penalties }) =>
      penalties.map(({ kind, lambda }): Row => [`λ of ${kind}, ${name}`, written(lambda)]),
    ),
    ['backend', backend?.name ?? null],
    ['TensorFlow.js', versions.tfjs],
    ['Node', versions.node],
    ['Gradlens', info.gradlens],
    ['platform', info.platform],
    ['git commit', info.gitCommit],
  ]);
}

type Row = [name: string, value: string | null];

const present = (rows: Row[]): [string, string][] =>
  rows.filter((row): row is [string, string] => row[1] !== null && row[1] !== undefined);

const placeOf = ({ file, line }: TrainingPayload) => (file === null ? 'an unknown line' : `${basename(file)}:${line}`);

/** JSON has no NaN and no infinities. */
function written(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
