import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../../src/protocol/records.js';
import { openRun } from '../../../src/runs/openRun.js';
import { writeRunFile } from '../../../src/runs/runFile.js';
import { openRunWriter, RecordingEnded } from '../../../src/runs/runWriter.js';
import { sampleHistogram, sampleInfo, sampleRecords, sampleTraining, writeSampleRun } from '../../sample/sampleRun.js';
import { makeFolder, removeFolders } from './support/folder.js';

const sizeOf = (folder: string) =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
const endsWith = (sentence: RegExp) => (error: unknown) =>
  error instanceof RecordingEnded && sentence.test(error.message);

describe('openRunWriter', () => {
  afterEach(removeFolders);

  it('stops with a sentence where the disk is full, and keeps what was recorded', function () {
    // Linux has a file that answers every write with ENOSPC; elsewhere the next test stands for it.
    if (!existsSync('/dev/full')) return;
    const folder = makeFolder();
    symlinkSync('/dev/full', join(folder, 'main.rec'));
    const writer = openRunWriter(folder);
    assert.throws(() => writer.append('training', 0, 0, sampleTraining(1)), endsWith(/disk is full/));
    assert.throws(() => writer.append('training', 0, 0, sampleTraining(1)), endsWith(/no longer recorded/));
    writer.close();
  });

  it('stays within its size limit: thins by stages, says so, then ends with a sentence', () => {
    const folder = makeFolder();
    const limit = 400_000;
    const writer = openRunWriter(folder, limit);
    const payload = sampleRecords({ steps: 1, variables: 10 }).find(
      (record): record is RunRecord<'step'> => record.kind === 'step',
    )!.payload;
    writer.append('training', 0, 0, sampleTraining(10));
    let step = 0;
    assert.throws(
      () => {
        for (;;) {
          writer.append('step', 0, ++step, payload);
          writer.append('histogram', 0, step, sampleHistogram(10, 3));
        }
      },
      endsWith(/size limit .* at step \d+: raise gradlens\.runs\.maximumSize/),
    );
    const { thinned } = writer;
    writer.close();
    writeRunFile(folder, sampleInfo);
    // run.json is not counted, and the last record of each file may pass the limit.
    assert.ok(sizeOf(folder) < limit * 1.02, `${sizeOf(folder)}`);
    assert.deepEqual(
      thinned.map((sentence) => /means|norms|steps are|histograms/.exec(sentence)?.[0]),
      ['histograms', 'means', 'norms', 'steps are', 'steps are'],
    );
    const run = openRun(folder);
    const { steps } = run.head().trainings[0]!;
    assert.ok(steps > step - 257 && steps <= step);
    assert.equal(run.readings(0, steps).loss, payload.loss);
    const noMoments = Number(/step (\d+)/.exec(thinned[1]!)![1]);
    assert.notEqual(run.readings(0, noMoments - 1).variables[0]!.gradient, null);
    const between = noMoments % 16 === 0 ? noMoments + 1 : noMoments;
    assert.equal(run.readings(0, between).variables[0]!.gradient, null);
    assert.equal(run.readings(0, between).variables[0]!.gradientNorm, payload.norms[0]);
  });

  for (const every of [1, 8]) {
    it(`keeps the newest 256 histograms and a history spread evenly, one measured every ${every} steps`, () => {
      const folder = makeFolder();
      const writer = openRunWriter(folder);
      writer.append('training', 0, 0, sampleTraining(1));
      const count = 5000;
      for (let n = 0; n < count; n++) writer.append('histogram', 0, 1 + n * every, sampleHistogram(1, n + 1));
      writer.close();
      writeRunFile(folder, sampleInfo);
      const detail = openRun(folder).detail(0, 0, count);
      const numbers = [...detail.steps].map((step) => (step - 1) / every);
      assert.deepEqual(
        numbers.slice(-256),
        Array.from({ length: 256 }, (_, i) => count - 256 + i),
      );
      const history = numbers.filter((n) => n < count - 512);
      assert.ok(history.length > 900 && history.length <= 2000, `${history.length}`);
      assert.deepEqual(new Set(history.map((n, i) => n - (history[i - 1] ?? n - 4))), new Set([4]));
      detail.steps.forEach((step, column) => {
        const expected = sampleHistogram(1, (step - 1) / every + 1).gradient;
        assert.deepEqual(detail.gradient.subarray(column * 129, (column + 1) * 129), expected);
      });
    });
  }

  it('writes the first histogram at once, and those that follow at once together with later ones', () => {
    const folder = makeFolder();
    const writer = openRunWriter(folder);
    writer.append('training', 0, 0, sampleTraining(1));
    const counts = sampleHistogram(1, 1);
    const written = () => statSync(join(folder, 'histogram-recent-0.rec')).size;
    writer.append('histogram', 0, 1, counts);
    const first = written();
    assert.ok(first > 0);
    // What is held is a copy: the arrays belong to the one who measures.
    for (let step = 2; step <= 40; step++)
      writer.append('histogram', 0, step, { ...counts, gradient: counts.gradient.fill(step) });
    writer.close();
    assert.ok(written() > first);
    writeRunFile(folder, sampleInfo);
    const { steps, gradient } = openRun(folder).detail(0, 0);
    assert.deepEqual(
      [...steps],
      Array.from({ length: 40 }, (_, i) => i + 1),
    );
    assert.deepEqual(
      [...steps].slice(1).map((_, i) => gradient[(i + 1) * 129]),
      Array.from({ length: 39 }, (_, i) => i + 2),
    );
  });

  it('gives at most 512 columns, with the first and the last step', () => {
    const folder = makeFolder();
    writeSampleRun(folder, { steps: 700, variables: 1, histograms: true });
    const { steps } = openRun(folder).detail(0, 0);
    assert.equal(steps.length, 512);
    assert.deepEqual([steps[0], steps.at(-1)], [1, 700]);
  });
});
