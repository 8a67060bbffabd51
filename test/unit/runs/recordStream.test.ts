import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Packr } from 'msgpackr';
import type { RunRecord } from '../../../src/protocol/records.js';
import { frameOf } from '../../../src/runs/frames.js';
import { decodeRecord, encodeRecord } from '../../../src/runs/recordCodec.js';
import { openRecordFile } from '../../../src/runs/recordFile.js';
import { openRecordStream, readRecordAt } from '../../../src/runs/recordStream.js';
import { sampleHistogram, sampleRecords } from '../../sample/sampleRun.js';
import { makeFolder, removeFolders } from './support/folder.js';

/** A file of records, and where each of them ends. */
function writeRecords(records: RunRecord[]): { path: string; ends: number[] } {
  const path = join(makeFolder(), 'main.rec');
  const file = openRecordFile(path);
  const ends = records.map(({ kind, training, step, payload }) => {
    file.append(kind, training, step, payload);
    return file.size;
  });
  file.close();
  return { path, ends };
}

function readAll(path: string) {
  const records: RunRecord[] = [];
  const stream = openRecordStream(path);
  stream.read((record) => records.push(record));
  return { records, stream };
}

const small = sampleRecords({ steps: 2, variables: 1 });

describe('record files', () => {
  afterEach(removeFolders);

  it('give back every record with all its numbers', () => {
    const { path } = writeRecords(small);
    assert.deepEqual(readAll(path).records, small);
  });

  it('give back any payload, and histograms of any counts', () => {
    const bins = fc.uint32Array({ minLength: 258, maxLength: 258 });
    const sparse = bins.map((counts) => counts.map((count, i) => (i % 5 === 0 ? count : 0)));
    const property = fc.property(sparse, bins, fc.float64Array(), (gradient, weight, values) => {
      const histogram = { kind: 'histogram', training: 1, step: 2, sequence: 3 } as const;
      const record: RunRecord = { ...histogram, payload: { gradient, weight, update: gradient } };
      assert.deepEqual(decodeRecord(encodeRecord(record)), record);
      const terms: RunRecord = { kind: 'terms', training: 0, step: 7, sequence: 0, payload: { values } };
      assert.deepEqual(decodeRecord(encodeRecord(terms)), terms);
    });
    fc.assert(property, { seed: 2, numRuns: 100 });
  });

  it('keep everything before a cut at any byte', () => {
    const { path, ends } = writeRecords(small);
    const whole = readFileSync(path);
    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      const { records, stream } = readAll(path);
      const count = ends.filter((end) => end <= length).length;
      assert.equal(records.length, count, `cut at ${length}`);
      assert.equal(stream.torn, length !== (ends[count - 1] ?? 0), `cut at ${length}`);
      assert.deepEqual(stream.damage, []);
    }
  });

  it('lose only the record in which a byte is wrong, whichever it is', () => {
    const { path, ends } = writeRecords(small);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 1 << (at % 8);
      writeFileSync(path, bytes);
      const { records, stream } = readAll(path);
      const wrong = ends.findIndex((end) => at < end);
      assert.deepEqual(
        records.map(({ sequence }) => sequence),
        small.map(({ sequence }) => sequence).filter((sequence) => sequence !== wrong),
        `byte ${at}`,
      );
      const start = ends[wrong - 1] ?? 0;
      const isLast = wrong === small.length - 1;
      assert.deepEqual(stream.damage, isLast ? [] : [{ offset: start, length: ends[wrong]! - start }]);
      assert.equal(stream.torn, isLast);
    }
  });

  it('never throw, whatever the bytes are', () => {
    const path = join(makeFolder(), 'main.rec');
    const property = fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      writeFileSync(path, bytes);
      assert.deepEqual(readAll(path).records, []);
    });
    fc.assert(property, { seed: 3, numRuns: 100 });
  });

  it('skip records of kinds that are not known, and payloads that are no records', () => {
    const packr = new Packr({ useRecords: false, moreTypes: true });
    const framed = (value: unknown) => {
      const payload = packr.pack(value);
      const { header, footer } = frameOf(payload);
      return Buffer.concat([header, payload, footer]);
    };
    const path = join(makeFolder(), 'main.rec');
    const end = ['end', -1, 0, 9, { stopped: 'end', time: 1 }];
    const strange = [['dream', 0, 1, 0, { deep: [1] }], ['step', 0], 'text', ['step', 'x', 1, 2, {}], null];
    writeFileSync(path, Buffer.concat([...strange, end].map(framed)));
    const { records, stream } = readAll(path);
    assert.deepEqual(
      records.map(({ kind }) => kind),
      ['end'],
    );
    assert.deepEqual(stream.damage, []);
  });

  it('are read as they grow, byte by byte', () => {
    const { path } = writeRecords(small);
    const whole = readFileSync(path);
    writeFileSync(path, '');
    const stream = openRecordStream(path);
    const records: RunRecord[] = [];
    for (let length = 0; length <= whole.length; length += 7) {
      writeFileSync(path, whole.subarray(0, length));
      stream.read((record) => records.push(record));
    }
    writeFileSync(path, whole);
    stream.read((record) => records.push(record));
    assert.deepEqual(records, small);
  });

  it('give one record by the offset at which it starts', () => {
    const { path, ends } = writeRecords(small);
    small.forEach((record, i) => {
      const { sequence, ...found } = readRecordAt(path, ends[i - 1] ?? 0)!;
      assert.equal(sequence, i);
      assert.deepEqual({ ...found, sequence }, record);
    });
    assert.equal(readRecordAt(path, 3), null);
    assert.equal(readRecordAt(path, ends.at(-1)!), null);
  });

  it('keep histograms small', () => {
    const record: RunRecord = {
      kind: 'histogram',
      training: 0,
      step: 1,
      sequence: 0,
      payload: sampleHistogram(20, 50),
    };
    assert.ok(encodeRecord(record).length < 0.2 * 3 * 20 * 129 * 4);
  });
});
