/**
 * A run as a table for spreadsheets and data frames (CSV as in RFC 4180): a row a recorded step, in the order of the
 * record, a column a quantity. Empty: not measured.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { GRADIENT_COLUMNS } from '../protocol/records.js';
import type { Run } from './openRun.js';
import { stepReadings } from './readings.js';
import { isKind } from './recordCodec.js';
import { openRecordStream } from './recordStream.js';
import type { IndexedTraining } from './runIndex.js';
import { MAIN_FILE } from './recordFiles.js';

const STEP_COLUMNS = ['training', 'step', 'time_ms', 'epoch', 'loss', 'learning_rate'];
const NORMS = ['gradientNorm', 'weightNorm', 'updateNorm', 'updateRatio'] as const;
const NORM_NAMES = ['gradient norm', 'weight norm', 'update norm', 'update ratio'];

export function exportCsv(run: Run, target: string): void {
  const columns = findColumns(run);
  const file = openSync(target, 'w');
  let rows: string[] = [];
  const flush = () => {
    if (rows.length > 0) writeSync(file, rows.join(''));
    rows = [];
  };
  const add = (cells: readonly unknown[]) => {
    rows.push(`${cells.map(cell).join(',')}\r\n`);
    if (rows.length >= 1000) flush();
  };
  try {
    add([...STEP_COLUMNS, ...columns.keys()]);
    openRecordStream(join(run.runDirectory, MAIN_FILE)).read((record) => {
      const training = run.index.trainings.get(record.training);
      if (!training || !isKind(record, 'step')) return;
      const { terms, termValues } = training.columns;
      const readings = stepReadings(record, termValues.subarray((record.step - 1) * terms, record.step * terms));
      const { step, time, epoch, loss, learningRate, variables } = readings;
      const row = [training.id + 1, step, time, epoch, loss, learningRate];
      const values = new Map<string, number | null>();
      training.payload.variables.forEach(({ name }, v) => {
        const variable = variables[v];
        NORMS.forEach((norm, i) => values.set(`${name} ${NORM_NAMES[i]!}`, variable?.[norm] ?? null));
        for (const moment of GRADIENT_COLUMNS) {
          values.set(`${name} gradient ${moment}`, variable?.gradient?.[moment] ?? null);
        }
      });
      training.payload.terms.forEach(({ name }, t) => values.set(`term ${name}`, readings.terms[t] ?? null));
      for (const [name, value] of metricsAt(training, step)) values.set(name, value);
      add([...row, ...[...columns.keys()].map((name) => values.get(name) ?? null)]);
    });
    flush();
  } finally {
    closeSync(file);
  }
}

/** Columns of all trainings; those that share a variable's name share its columns. */
function findColumns({ index }: Run): Set<string> {
  const columns = new Set<string>();
  for (const { payload, metrics } of index.trainings.values()) {
    for (const { name, split, scope } of metrics.values()) columns.add(metricColumn(split, name, scope));
    for (const { name } of payload.terms) columns.add(`term ${name}`);
    for (const { name } of payload.variables) {
      for (const norm of NORM_NAMES) columns.add(`${name} ${norm}`);
      for (const moment of GRADIENT_COLUMNS) columns.add(`${name} gradient ${moment}`);
    }
  }
  return columns;
}

const metricColumn = (split: string, name: string, scope: string) => `${split} ${name} (${scope})`;

/** Metrics stand in the row of the step after which they were reported. */
function metricsAt({ metrics }: IndexedTraining, step: number): [string, number][] {
  return [...metrics.values()].flatMap(({ name, split, scope, steps, values }) => {
    const at = firstAt(steps, step);
    return steps[at] === step ? [[metricColumn(split, name, scope), values[at]!] as [string, number]] : [];
  });
}

/** Index of the first element that is not below `step`. */
function firstAt(steps: readonly number[], step: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

function cell(value: unknown): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
