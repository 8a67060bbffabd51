/**
 * A run as a log for TensorBoard: scalars of every recorded step and the histograms that the run kept. The log is a
 * TFRecord file, as the run itself is.
 */
import { closeSync, existsSync, mkdirSync, openSync, writevSync } from 'node:fs';
import { join } from 'node:path';
import { HISTOGRAM_BINS, HISTOGRAM_SIDE, LOWEST_EXPONENT, type RunRecord } from '../protocol/records.js';
import { frameOf } from './frames.js';
import { histogramFileNames } from './histogramFiles.js';
import type { Run } from './openRun.js';
import { isKind } from './recordCodec.js';
import { openRecordStream } from './recordStream.js';
import type { IndexedTraining } from './runIndex.js';
import { MAIN_FILE } from './recordFiles.js';
import { stepReadings } from './readings.js';
import { summaryEvent, versionEvent, type EventHistogram, type TensorboardValue } from './tensorboardEvent.js';

/** Writes into the folder `target` and answers the path of the log. */
export function exportTensorboard(run: Run, target: string): string {
  mkdirSync(target, { recursive: true });
  const { startedAt, id } = run.info;
  const path = join(target, `events.out.tfevents.${Math.floor(startedAt / 1000)}.gradlens.${id}`);
  const file = openSync(path, 'w');
  const write = (event: Buffer) => {
    const { header, footer } = frameOf(event);
    writevSync(file, [header, event, footer]);
  };
  const put = (training: IndexedTraining, step: number, values: TensorboardValue[]) => {
    const time = training.columns.time[step - 1] ?? NaN;
    write(summaryEvent((startedAt + (Number.isNaN(time) ? 0 : time)) / 1000, step, values));
  };
  // Tags say which training only where there are several.
  const prefix = (training: IndexedTraining) => (run.index.trainings.size > 1 ? `training${training.id + 1}/` : '');
  try {
    write(versionEvent(startedAt / 1000));
    eachRecord(run, [MAIN_FILE], (training, record) => {
      const values = scalars(training, record);
      if (values.length > 0) put(training, record.step, named(prefix(training), values));
    });
    for (const [training, record] of histogramsInOrder(run)) {
      put(training, record.step, named(prefix(training), histograms(training, record)));
    }
  } finally {
    closeSync(file);
  }
  return path;
}

function eachRecord(run: Run, files: string[], take: (training: IndexedTraining, record: RunRecord) => void): void {
  for (const path of files.map((name) => join(run.runDirectory, name)).filter(existsSync)) {
    openRecordStream(path).read((record) => {
      const training = run.index.trainings.get(record.training);
      if (training) take(training, record);
    });
  }
}

/** TensorBoard takes a step that is lower than the last one for a restart. A histogram may lie in two files. */
function histogramsInOrder(run: Run): [IndexedTraining, RunRecord<'histogram'>][] {
  const found = new Map<string, [IndexedTraining, RunRecord<'histogram'>]>();
  eachRecord(run, histogramFileNames(run.runDirectory), (training, record) => {
    if (isKind(record, 'histogram')) found.set(`${training.id} ${record.step}`, [training, record]);
  });
  return [...found.values()].sort(([a, x], [b, y]) => a.id - b.id || x.step - y.step);
}

const named = (prefix: string, values: TensorboardValue[]) =>
  values.map(({ tag, value }) => ({ tag: prefix + tag, value }));

/** What is not measured has no point. */
function scalars(training: IndexedTraining, record: RunRecord): TensorboardValue[] {
  if (isKind(record, 'metric')) {
    const { split, name, scope, value } = record.payload;
    return [{ tag: `metrics/${split}_${name}_${scope}`, value }];
  }
  const values: [string, number | null | undefined][] = [];
  if (isKind(record, 'terms')) {
    training.payload.terms.forEach(({ name }, t) => values.push([`terms/${name}`, record.payload.values[t]]));
    return measured(values.filter(([, value]) => !Number.isNaN(value)));
  }
  if (!isKind(record, 'step')) return [];
  const { loss, learningRate, variables } = stepReadings(record, []);
  values.push(['loss', loss], ['learning_rate', learningRate]);
  training.payload.variables.forEach(({ name }, v) => {
    values.push([`gradient_norm/${name}`, variables[v]?.gradientNorm]);
    values.push([`update_ratio/${name}`, variables[v]?.updateRatio]);
  });
  return measured(values);
}

const measured = (values: [string, number | null | undefined][]): TensorboardValue[] =>
  values.flatMap(([tag, value]) => (value === null || value === undefined ? [] : [{ tag, value }]));

function histograms(training: IndexedTraining, { payload }: RunRecord<'histogram'>): TensorboardValue[] {
  return training.payload.variables.flatMap(({ name }, v) =>
    (['gradient', 'weight', 'update'] as const).flatMap((quantity) => {
      const counts = payload[quantity].subarray(v * HISTOGRAM_BINS, (v + 1) * HISTOGRAM_BINS);
      const value = eventHistogram(counts);
      return value ? [{ tag: `${quantity}/${name}`, value }] : [];
    }),
  );
}

/**
 * The bins that hold something, with the empty ones between them. Sums are of the bins' middles: the values themselves
 * are not recorded.
 */
export function eventHistogram(counts: Uint32Array): EventHistogram | null {
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return null;
  const last = counts.findLastIndex((count) => count > 0);
  const histogram: EventHistogram = {
    ...{ min: lowerEnd(first), max: lowerEnd(last + 1) },
    ...{ num: 0, sum: 0, sumSquares: 0, limits: [], counts: [] },
  };
  for (let bin = first; bin <= last; bin++) {
    const middle = (lowerEnd(bin) + lowerEnd(bin + 1)) / 2;
    histogram.num += counts[bin]!;
    histogram.sum += counts[bin]! * middle;
    histogram.sumSquares += counts[bin]! * middle ** 2;
    histogram.limits.push(lowerEnd(bin + 1));
    histogram.counts.push(counts[bin]!);
  }
  return histogram;
}

/** Where a bin begins; the bin of zeros lies between the smallest sizes of both signs. */
function lowerEnd(bin: number): number {
  if (bin > HISTOGRAM_SIDE) return 2 ** (LOWEST_EXPONENT + bin - HISTOGRAM_SIDE - 1);
  return -(2 ** (LOWEST_EXPONENT + HISTOGRAM_SIDE - bin));
}
