import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { MARK, SERIES_BUCKETS, type TrainingSeries } from '../../../src/protocol/inspector.js';
import type { RunRecord, StepPayload } from '../../../src/protocol/records.js';
import { RUN_SCHEMA } from '../../../src/protocol/run.js';
import { openRun, type Run } from '../../../src/runs/openRun.js';
import { writeRunFile } from '../../../src/runs/runFile.js';
import { RunIndex } from '../../../src/runs/runIndex.js';
import { openRunWriter } from '../../../src/runs/runWriter.js';
import { bucketSize, trainingSeries } from '../../../src/runs/series.js';
import {
  GAP,
  NAN,
  sampleInfo,
  sampleRecords,
  sampleTraining,
  seeded,
  writeSampleRun,
  ZERO,
} from '../../sample/sampleRun.js';
import { makeFolder, removeFolders } from './support/folder.js';

const isStep = (record: RunRecord): record is RunRecord<'step'> => record.kind === 'step';
const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected;

/** The buckets of a training from its records, by definition and slowly. */
function bruteForce(
  records: RunRecord[],
  size: number,
): Pick<TrainingSeries, 'lossMin' | 'lossMax' | 'lossLast' | 'lossMark' | 'gradientMark' | 'gradientNorm'> {
  const steps = records.filter(isStep);
  const last = Math.max(...steps.map(({ step }) => step));
  const buckets = Math.ceil(last / size);
  const inBucket = (b: number) =>
    steps
      .filter(({ step }) => Math.ceil(step / size) === b + 1)
      .sort((a, c) => a.step - c.step)
      .map(({ payload }) => payload);
  const each = (of: (payloads: StepPayload[]) => number) => Array.from({ length: buckets }, (_, b) => of(inBucket(b)));
  const finite = (payloads: StepPayload[]) =>
    payloads.map(({ loss }) => loss).filter((loss): loss is number => loss !== null && Number.isFinite(loss));
  const orNaN = (value: number | undefined) => (value === undefined || !Number.isFinite(value) ? NaN : value);
  const variables = steps[0]!.payload.state.length;
  const norms = (payloads: StepPayload[], v: number) =>
    payloads.filter(({ state }) => state[v] === 1).map(({ norms }) => norms[v * 3]!);
  const rows = (of: (norms: number[]) => number) =>
    Array.from({ length: variables }, (_, v) => each((payloads) => of(norms(payloads, v)))).flat();
  return {
    lossMin: Float64Array.from(each((p) => orNaN(Math.min(...finite(p))))),
    lossMax: Float64Array.from(each((p) => orNaN(Math.max(...finite(p))))),
    lossLast: Float64Array.from(each((p) => orNaN(finite(p).at(-1)))),
    lossMark: Uint8Array.from(
      each((p) => {
        const losses = p.map(({ loss }) => loss).filter((loss) => loss !== null);
        return losses.some((loss) => !Number.isFinite(loss)) ? 3 : losses.length > 0 ? 1 : 0;
      }),
    ),
    gradientNorm: Float32Array.from(rows((n) => orNaN(Math.max(...n.filter(Number.isFinite))))),
    gradientMark: Uint8Array.from(
      rows((n) => (n.some((x) => !Number.isFinite(x)) ? 3 : n.includes(0) ? 2 : n.length > 0 ? 1 : 0)),
    ),
  };
}

function assertSeries(run: Run, records: RunRecord[]): void {
  const series = run.series(0)!;
  const { lossMin, lossMax, lossLast, lossMark, gradientNorm, gradientMark } = series;
  assert.deepEqual(
    { lossMin, lossMax, lossLast, lossMark, gradientMark, gradientNorm },
    bruteForce(records, series.size),
  );
}

describe('openRun', () => {
  afterEach(removeFolders);

  it('gives every recorded value of a short run exactly, and marks what is not one', () => {
    const folder = makeFolder();
    const records = writeSampleRun(folder, { steps: 60 });
    const run = openRun(folder);
    assertSeries(run, records);
    const series = run.series(0)!;
    assert.equal(series.size, 1);
    assert.equal(series.lossMark[NAN.step - 1], MARK.nonFinite);
    assert.equal(series.lossMark[GAP.from - 1], MARK.notMeasured);
    assert.equal(series.gradientMark[ZERO.variable * 60 + ZERO.from - 1], MARK.zero);
    assert.equal(series.gradientMark[NAN.variable * 60 + NAN.step - 1], MARK.nonFinite);
    for (let step = GAP.from; step <= GAP.to; step++) assert.equal(series.gradientMark[step - 1], MARK.notMeasured);
    for (const { step, payload } of records.filter(isStep)) {
      const readings = run.readings(0, step);
      assert.equal(readings.loss, payload.loss);
      const measured = payload.state[3] === 1;
      assert.equal(readings.variables[3]!.gradientNorm, measured ? payload.norms[9]! : null);
      assert.equal(readings.variables[3]!.updateRatio, measured ? payload.norms[11]! / payload.norms[10]! : null);
      assert.equal(readings.variables[3]!.gradient?.std, measured ? payload.gradient[22] : undefined);
    }
    assert.deepEqual(
      series.metrics.map(({ name, split, scope, steps }) => [name, split, scope, [...steps]]),
      [
        ['acc', 'train', 'epoch', [25, 50]],
        ['loss', 'validation', 'epoch', [25, 50]],
      ],
    );
  });

  it('reads a run the same with its index, with a part of it, and without', () => {
    const folder = makeFolder();
    const records = writeSampleRun(folder, { steps: 2500, variables: 3 });
    const index = join(folder, 'index.rec');
    const whole = readFileSync(index);
    const told = () => {
      const run = openRun(folder);
      assert.equal(run.head().damage, null);
      return { head: run.head(), series: run.series(0), readings: run.readings(0, 2047) };
    };
    const expected = told();
    assertSeries(openRun(folder), records);
    for (const length of [whole.length - 1, Math.floor(whole.length / 2), 20, 0]) {
      writeFileSync(index, whole.subarray(0, length));
      assert.deepEqual(told(), expected, `index cut at ${length}`);
    }
    const bytes = Buffer.from(whole);
    bytes[50]! ^= 4;
    writeFileSync(index, bytes);
    assert.deepEqual(told(), expected, 'index damaged');
    rmSync(index);
    assert.deepEqual(told(), expected, 'no index');
    assert.ok(existsSync(index), 'the index is made again');
    assert.deepEqual(told(), expected, 'index made again');
  });

  it('takes records in any order', () => {
    const ordered = sampleRecords({ steps: 50, variables: 2 });
    const inOrder = new RunIndex();
    for (const record of ordered) if (record.kind !== 'metric') inOrder.add(record, record.sequence);
    const series = trainingSeries(inOrder.trainings.get(0)!);
    const property = fc.property(fc.integer(), (seed) => {
      const random = seeded(seed);
      const shuffled = ordered.filter(({ kind }) => kind !== 'metric').map((record) => ({ record, key: random() }));
      const index = new RunIndex();
      for (const { record } of shuffled.sort((a, b) => a.key - b.key)) index.add(record, record.sequence);
      assert.deepEqual(trainingSeries(index.trainings.get(0)!), series);
    });
    fc.assert(property, { seed: 4, numRuns: 25 });
  });

  it('decimates by powers of two, with the extremes of each bucket', () => {
    assert.equal(bucketSize(SERIES_BUCKETS), 1);
    assert.equal(bucketSize(SERIES_BUCKETS + 1), 2);
    assert.equal(bucketSize(1e6), 256);
    const folder = makeFolder();
    const records = writeSampleRun(folder, { steps: 2 * SERIES_BUCKETS + 3, variables: 1 });
    const run = openRun(folder);
    assert.equal(run.series(0)!.size, 4);
    assertSeries(run, records);
  }).timeout(30_000);

  it('gives from any step on the same buckets as whole', () => {
    const folder = makeFolder();
    writeSampleRun(folder, { steps: SERIES_BUCKETS + 100, variables: 2 });
    const run = openRun(folder);
    const whole = run.series(0)!;
    for (const from of [1, 2, 3, 777, SERIES_BUCKETS + 100]) {
      const part = run.series(0, from)!;
      assert.equal(part.firstBucket, Math.floor((from - 1) / part.size));
      assert.deepEqual(part.lossMin, whole.lossMin.subarray(part.firstBucket));
      const row = whole.gradientNorm.subarray(whole.buckets + part.firstBucket, 2 * whole.buckets);
      assert.deepEqual(part.gradientNorm.subarray(part.buckets), row);
      assert.deepEqual(part.metrics, whole.metrics);
    }
  });

  it('says up to which step a run is whole where bytes in its middle are wrong, and shows the later steps', () => {
    const folder = makeFolder();
    writeSampleRun(folder, { steps: 50, variables: 2 });
    rmSync(join(folder, 'index.rec'));
    const main = join(folder, 'main.rec');
    const bytes = readFileSync(main);
    const { offset } = openRun(folder).index.trainings.get(0)!.columns;
    rmSync(join(folder, 'index.rec'));
    bytes.fill(0xee, offset[30]! + 40, offset[30]! + 60);
    writeFileSync(main, bytes);
    const run = openRun(folder);
    assert.equal(run.head().damage?.step, 30);
    assert.throws(() => run.readings(0, 31), code('step-missing'));
    assert.equal(run.readings(0, 30).step, 30);
    assert.equal(run.readings(0, 50).step, 50);
    assert.equal(run.series(0)!.gradientMark[30], MARK.notMeasured);
  });

  it('finds damage below its index when a step cannot be read, or at once when asked to check', () => {
    const folder = makeFolder();
    writeSampleRun(folder, { steps: 50, variables: 2 });
    const main = join(folder, 'main.rec');
    const bytes = readFileSync(main);
    const { offset } = openRun(folder).index.trainings.get(0)!.columns;
    bytes[offset[30]! + 40]! ^= 1;
    writeFileSync(main, bytes);
    const run = openRun(folder);
    assert.equal(run.head().damage, null);
    assert.throws(() => run.readings(0, 31), code('step-damaged'));
    assert.equal(run.head().damage?.step, 30);
    assert.deepEqual(openRun(folder, { check: true }).head().damage, run.head().damage);
    assert.throws(() => run.readings(0, 51), code('step-missing'));
  });

  it('says that a run was cut that had come to its end, with and without its index', () => {
    const folder = makeFolder();
    writeSampleRun(folder, { steps: 50, variables: 2 });
    const main = join(folder, 'main.rec');
    truncateSync(main, Math.floor(readFileSync(main).length / 2));
    const { damage } = openRun(folder).head();
    assert.ok(damage && damage.step! >= 20 && damage.step! < 30, damage?.message);
    rmSync(join(folder, 'index.rec'), { force: true });
    assert.deepEqual(openRun(folder).head().damage, damage);
  });

  it('does not call a run damaged whose trainer was killed in the middle of a record', () => {
    const folder = makeFolder();
    writeSampleRun(folder, { steps: 50, variables: 2 });
    const main = join(folder, 'main.rec');
    truncateSync(main, readFileSync(main).length - 90);
    const outcome = { ...sampleInfo.outcome!, stopped: 'error' as const, programExit: null, signal: 'SIGKILL' };
    writeRunFile(folder, { ...sampleInfo, outcome });
    const run = openRun(folder);
    assert.equal(run.head().damage, null);
    assert.ok(run.head().trainings[0]!.steps >= 49);
  });

  it('refuses what it cannot read, each in its own way', () => {
    const folder = makeFolder();
    assert.throws(() => openRun(folder), code('run-missing'));
    writeFileSync(join(folder, 'run.json'), '{ "schema": 1');
    assert.throws(() => openRun(folder), code('run-damaged'));
    writeFileSync(join(folder, 'run.json'), '{}');
    assert.throws(() => openRun(folder), code('run-damaged'));
    writeRunFile(folder, { ...sampleInfo, schema: RUN_SCHEMA + 1 });
    assert.throws(() => openRun(folder), code('run-too-new'));
    writeRunFile(folder, sampleInfo);
    const run = openRun(folder);
    assert.throws(() => run.series(0), code('training-missing'));
  });

  it('shows what is new after a refresh, also when a training grows by a variable', () => {
    const folder = makeFolder();
    writeRunFile(folder, { ...sampleInfo, outcome: null });
    const writer = openRunWriter(folder);
    const run = openRun(folder);
    const [first] = sampleRecords({ steps: 2, variables: 1 }).filter(isStep);
    writer.append('training', 0, 0, sampleTraining(1));
    writer.append('step', 0, 1, first!.payload);
    assert.equal(run.refresh(), true);
    assert.equal(run.refresh(), false);
    assert.equal(run.series(0)!.gradientNorm.length, 1);
    writer.append('training', 0, 0, sampleTraining(2));
    const wider = sampleRecords({ steps: 2, variables: 2 }).filter(isStep)[1]!;
    writer.append('step', 0, 2, wider.payload);
    run.refresh();
    const { gradientNorm, gradientMark } = run.series(0)!;
    assert.deepEqual([...gradientMark], [MARK.value, MARK.value, MARK.notMeasured, MARK.value]);
    assert.equal(gradientNorm[0], Math.fround(first!.payload.norms[0]!));
    assert.equal(gradientNorm[3], Math.fround(wider.payload.norms[3]!));
    writer.close();
  });

  it('reads a run from a folder that was copied', () => {
    const [folder, copy] = [makeFolder(), makeFolder()];
    writeSampleRun(folder, { steps: 10, variables: 2 });
    for (const name of ['run.json', 'main.rec']) copyFileSync(join(folder, name), join(copy, name));
    assert.deepEqual(openRun(copy).series(0), openRun(folder).series(0));
  });
});
