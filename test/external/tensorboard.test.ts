/** The log that is exported, read by the real TensorBoard. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportTensorboard } from '../../src/runs/exportTensorboard.js';
import { openRun } from '../../src/runs/openRun.js';
import { NORM_COLUMNS, type RunRecord } from '../../src/protocol/records.js';
import { GAP, sampleHistogram, writeSampleRun } from '../sample/sampleRun.js';

const PYTHON = join(import.meta.dirname, '../../.cache/tensorboard/bin/python');

/** What TensorBoard found, as JSON: it knows no NaN. */
const READ = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
log = EventAccumulator(sys.argv[1], size_guidance={'scalars': 0, 'histograms': 0})
log.Reload()
tags = log.Tags()
number = lambda value: value if value == value else 'NaN'
print(json.dumps({
  'scalars': {tag: [[e.step, number(e.value), e.wall_time] for e in log.Scalars(tag)] for tag in tags['scalars']},
  'histograms': {
    tag: [[e.step, e.histogram_value.num, e.histogram_value.bucket_limit, e.histogram_value.bucket] for e in log.Histograms(tag)]
    for tag in tags['histograms']
  },
}))
`;

interface Read {
  scalars: Record<string, [step: number, value: number | 'NaN', time: number][]>;
  histograms: Record<string, [step: number, num: number, limits: number[], counts: number[]][]>;
}

describe('an exported log in TensorBoard', function () {
  this.timeout(60_000);
  let folder: string;
  let records: RunRecord[];
  let read: Read;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'gradlens-tensorboard-'));
    records = writeSampleRun(folder, { steps: 60, variables: 3, histograms: true });
    const log = exportTensorboard(openRun(folder), join(folder, 'log'));
    const text = execFileSync(PYTHON, ['-c', READ, log], {
      encoding: 'utf8',
      maxBuffer: 64e6,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    read = JSON.parse(text) as Read;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** TensorBoard keeps scalars as float32. */
  const asFloat = (value: number) => (Number.isNaN(value) ? 'NaN' : Math.fround(value));
  const steps = () => records.filter((record): record is RunRecord<'step'> => record.kind === 'step');

  it('has the loss and the gradient norms of every step that was measured', () => {
    const measured = steps().filter(({ step }) => step < GAP.from || step > GAP.to);
    const values = (tag: string) => read.scalars[tag]!.map(([step, value]) => [step, value]);
    assert.deepEqual(
      values('loss'),
      measured.map(({ step, payload }) => [step, asFloat(payload.loss!)]),
    );
    assert.deepEqual(
      values('gradient_norm/conv1/bias'),
      measured.map(({ step, payload }) => [step, asFloat(payload.norms[NORM_COLUMNS.length]!)]),
    );
  });

  it('has the metrics, and the time of each step', () => {
    const found = read.scalars['metrics/train_acc_epoch']!;
    assert.deepEqual(
      found.map(([step]) => step),
      [25, 50],
    );
    const times = read.scalars['learning_rate']!.map(([, , time]) => time);
    times.slice(1).forEach((time, i) => assert.ok(Math.abs(time - times[i]! - 0.01) < 1e-6, String(i)));
  });

  it('has every histogram with its counts', () => {
    const found = read.histograms['weight/conv2/kernel']!;
    assert.equal(found.length, 60);
    for (const [step, num, limits, counts] of found) {
      const expected = [...sampleHistogram(1, step).weight].filter((count) => count > 0);
      assert.equal(
        num,
        expected.reduce((sum, count) => sum + count, 0),
      );
      assert.deepEqual(
        counts.filter((count) => count > 0),
        expected,
      );
      limits.slice(1).forEach((limit, i) => assert.ok(limit > limits[i]!));
    }
    assert.deepEqual(Object.keys(read.histograms).length, 9);
  });
});
