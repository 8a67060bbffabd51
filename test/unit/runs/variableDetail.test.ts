import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HISTOGRAM_BINS, type HistogramPayload } from '../../../src/protocol/records.js';
import { encodeRecord, isKind } from '../../../src/runs/recordCodec.js';
import { openRecordFile } from '../../../src/runs/recordFile.js';
import { readRecordHeads } from '../../../src/runs/recordHeads.js';
import { openRecordStream } from '../../../src/runs/recordStream.js';
import { histogramFileNames } from '../../../src/runs/histogramFiles.js';
import { variableDetail } from '../../../src/runs/variableDetail.js';
import { sampleHistogram, writeSampleRun } from '../../sample/sampleRun.js';
import { makeFolder, removeFolders } from './support/folder.js';

/** Every histogram of the run, by decoding every record. */
function everyHistogram(folder: string): Map<number, HistogramPayload> {
  const found = new Map<number, HistogramPayload>();
  for (const name of histogramFileNames(folder))
    openRecordStream(join(folder, name)).read((record) => {
      if (isKind(record, 'histogram') && record.training === 0) found.set(record.step, record.payload);
    });
  return found;
}

function assertSame(folder: string, variable: number, columns: number): void {
  const all = everyHistogram(folder);
  const steps = [...all.keys()].sort((a, b) => a - b);
  const detail = variableDetail(folder, 0, variable, columns);
  assert.equal(detail.steps.length, Math.min(columns, steps.length));
  assert.deepEqual([detail.steps[0], detail.steps.at(-1)], [steps[0], steps.at(-1)]);
  detail.steps.forEach((step, column) => {
    const { gradient, weight, update } = all.get(step)!;
    const own = (counts: Uint32Array) => counts.subarray(variable * HISTOGRAM_BINS, (variable + 1) * HISTOGRAM_BINS);
    const at = (counts: Uint32Array) => counts.subarray(column * HISTOGRAM_BINS, (column + 1) * HISTOGRAM_BINS);
    assert.deepEqual(at(detail.gradient), own(gradient));
    assert.deepEqual(at(detail.weight), own(weight));
    assert.deepEqual(at(detail.update), own(update));
  });
}

describe('histograms of a variable', () => {
  afterEach(removeFolders);

  it('are those that decoding every record gives, of all steps or of some', () => {
    const folder = makeFolder();
    writeSampleRun(folder, { steps: 600, variables: 3, histograms: true });
    for (const columns of [2, 10, 512, 10_000]) assertSame(folder, 2, columns);
  });

  for (const [what, at] of [
    ['in the length of a frame', 4],
    ['in the head of a record', 12],
    ['in the counts', 400],
  ] as const)
    it(`leave out what is damaged ${what}`, () => {
      const folder = makeFolder();
      writeSampleRun(folder, { steps: 60, variables: 3, histograms: true });
      for (const name of histogramFileNames(folder)) {
        const path = join(folder, name);
        const bytes = readFileSync(path);
        bytes[at] = bytes[at]! ^ 0xff;
        writeFileSync(path, bytes);
      }
      const readable = everyHistogram(folder);
      const { steps } = variableDetail(folder, 0, 1);
      assert.ok(readable.size > 40 && readable.size < 60, String(readable.size));
      assert.deepEqual(
        [...steps],
        [...readable.keys()].sort((a, b) => a - b),
      );
    });

  it('end where a file is torn', () => {
    const folder = makeFolder();
    writeSampleRun(folder, { steps: 60, variables: 3, histograms: true });
    for (const name of histogramFileNames(folder)) truncateSync(join(folder, name), 700);
    assertSame(folder, 0, 512);
  });
});

describe('heads of records', () => {
  afterEach(removeFolders);

  it('tell kind, training and step of records of every size of number', () => {
    const path = join(makeFolder(), 'some.rec');
    const file = openRecordFile(path);
    const numbers = [0, 127, 128, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 40];
    for (const step of numbers)
      file.appendBytes(
        encodeRecord({ kind: 'histogram', training: step % 300, step, sequence: 0, payload: sampleHistogram(1, 1) }),
      );
    file.close();
    assert.deepEqual(
      readRecordHeads(path)!.map(({ kind, training, step }) => [kind, training, step]),
      numbers.map((step) => ['histogram', step % 300, step]),
    );
  });
});
