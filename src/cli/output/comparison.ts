import { formatNumber } from '../../format/number.js';
import { hunkHead, type Setting, type SourceDifference } from '../../protocol/comparison.js';
import type { RunInfo } from '../../protocol/run.js';
import { runName } from '../../runs/comparison/sideNames.js';
import { variableReadings } from './report.js';
import { endingOf } from './summary.js';
import { renderTable } from './table.js';
import type { RunTally, TrainingTally } from './tally.js';

export interface LoadedRun {
  directory: string;
  info: RunInfo;
  tally: RunTally;
  /** What of it could not be read, in one sentence; null: nothing is missing. */
  damage: string | null;
}

type Row = readonly string[];
type Side = TrainingTally | undefined;

/** Runs side by side, as lines: trainings are matched by their order, variables by their name. */
export function comparisonLines(runs: readonly LoadedRun[]): string[] {
  const rows: Row[] = [
    ['', ...runs.map(({ info }) => info.id), ...(runs.length === 2 ? ['second / first'] : [])],
    ['end', ...runs.map(({ info }) => endingOf(info))],
    ['backend', ...runs.map(({ info }) => info.backend?.name ?? 'unknown')],
  ];
  const count = Math.max(...runs.map(({ tally }) => tally.trainings.length));
  for (let index = 0; index < count; index++) {
    const prefix = count === 1 ? '' : `training ${index + 1}: `;
    rows.push(
      ...trainingRows(
        prefix,
        runs.map(({ tally }) => tally.trainings[index]),
      ),
    );
  }
  return renderTable(
    rows,
    rows[0]!.map((_, column) => (column === 0 ? 'left' : 'right')),
  );
}

/** The trainings of one run side by side. */
export function trainingComparisonLines({ tally: { trainings } }: LoadedRun): string[] {
  const rows: Row[] = [
    ['', ...trainings.map((_, i) => `training ${i + 1}`), ...(trainings.length === 2 ? ['second / first'] : [])],
    ...trainingRows('', trainings),
  ];
  return renderTable(
    rows,
    rows[0]!.map((_, column) => (column === 0 ? 'left' : 'right')),
  );
}

function trainingRows(prefix: string, sides: readonly Side[]): Row[] {
  const row = (name: string, of: (training: TrainingTally) => number | null | undefined): Row =>
    compared(
      prefix + name,
      sides.map((side) => side && of(side)),
    );
  const metrics = union(sides, ({ metrics }) => metrics.map(({ split, name }) => `${split} ${name}`));
  const variables = union(sides, ({ payload }) => payload.variables.map(({ name }) => name));
  return [
    [`${prefix}steps`, ...sides.map((side) => String(side?.steps ?? 0))],
    row('first loss', ({ loss }) => loss.first),
    row('last loss', ({ loss }) => loss.last),
    ...metrics.map((key) =>
      row(
        `best ${key}`,
        (training) => training.metrics.find(({ split, name }) => `${split} ${name}` === key)?.best.value,
      ),
    ),
    ...variables.flatMap((name) => [
      row(`${name} gradient`, (training) => readings(training, name)?.gradient.norm),
      row(`${name} update ratio`, (training) => readings(training, name)?.updateRatio),
    ]),
  ];
}

function readings(training: TrainingTally, name: string) {
  const row = training.payload.variables.findIndex((variable) => variable.name === name);
  return row < 0 ? null : variableReadings(training.last, row);
}

const union = (sides: readonly Side[], keys: (training: TrainingTally) => string[]) => [
  ...new Set(sides.flatMap((training) => (training ? keys(training) : []))),
];

function compared(name: string, values: readonly (number | null | undefined)[]): Row {
  const texts = values.map((value) => (value == null ? 'not measured' : formatNumber(value)));
  const [first, second] = values;
  const hasRatio = values.length === 2 && first != null && second != null && first !== 0;
  return [name, ...texts, ...(hasRatio ? [formatNumber(second / first)] : [])];
}

/** What the runs were made with, where it is not the same. */
export function settingLines(names: readonly string[], settings: readonly Setting[], same: number): string[] {
  const rest = `${same} ${same === 1 ? 'setting is' : 'settings are'} the same.`;
  if (settings.length === 0) return [`No setting differs: ${rest}`];
  const rows = [['', ...names], ...settings.map(({ name, values }) => [name, ...values.map((value) => value ?? '–')])];
  return [
    ...renderTable(
      rows,
      rows[0]!.map(() => 'left'),
    ),
    rest,
  ];
}

/** The sources in the unified format, each file of a later run against that of the first. */
export function sourceLines(sources: readonly SourceDifference[]): string[] {
  return sources.flatMap(({ run, file, hunks, why }) => [
    '',
    `--- ${runName(0)}/${file}`,
    `+++ ${runName(run)}/${file}`,
    ...(why === null ? [] : [why]),
    ...hunks.flatMap((hunk) => [hunkHead(hunk), ...hunk.lines]),
  ]);
}
