import { formatNumber } from '../../format/number.js';
import type { RunInfo } from '../../protocol/run.js';
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

type Row = [name: string, first: string, second: string, ratio: string];

/** Two runs side by side, as lines; trainings are matched by their order, variables by their name. */
export function comparisonLines(first: LoadedRun, second: LoadedRun): string[] {
  const rows: Row[] = [
    ['', first.info.id, second.info.id, 'second / first'],
    ['end', endingOf(first.info), endingOf(second.info), ''],
    ['backend', first.info.backend?.name ?? 'unknown', second.info.backend?.name ?? 'unknown', ''],
  ];
  const count = Math.max(first.tally.trainings.length, second.tally.trainings.length);
  for (let index = 0; index < count; index++) {
    rows.push(...trainingRows(index, count, first.tally.trainings[index], second.tally.trainings[index]));
  }
  return renderTable(rows, ['left', 'right', 'right', 'right']);
}

function trainingRows(
  index: number,
  count: number,
  first: TrainingTally | undefined,
  second: TrainingTally | undefined,
): Row[] {
  const prefix = count === 1 ? '' : `training ${index + 1}: `;
  const row = (name: string, of: (training: TrainingTally) => number | null | undefined): Row =>
    compared(prefix + name, first && of(first), second && of(second));
  const metrics = union(first, second, ({ metrics }) => metrics.map(({ split, name }) => `${split} ${name}`));
  const variables = union(first, second, ({ payload }) => payload.variables.map(({ name }) => name));
  return [
    [`${prefix}steps`, String(first?.steps ?? 0), String(second?.steps ?? 0), ''],
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

const union = (
  first: TrainingTally | undefined,
  second: TrainingTally | undefined,
  keys: (training: TrainingTally) => string[],
) => [...new Set([first, second].flatMap((training) => (training ? keys(training) : [])))];

function compared(name: string, first: number | null | undefined, second: number | null | undefined): Row {
  const text = (value: number | null | undefined) => (value == null ? 'not measured' : formatNumber(value));
  const ratio = first == null || second == null || first === 0 ? '' : formatNumber(second / first);
  return [name, text(first), text(second), ratio];
}
