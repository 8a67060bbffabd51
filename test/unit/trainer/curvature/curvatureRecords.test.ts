import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openRecordStream } from '../../../../src/runs/recordStream.js';
import { isKind } from '../../../../src/runs/recordCodec.js';
import { CURVATURE_FILE } from '../../../../src/runs/recordFiles.js';
import { openCurvatureRecords } from '../../../../src/trainer/curvature/curvatureRecords.js';
import { anchorPayload, spectrumPayload, trackPayload } from '../../../sample/sampleCurvature.js';
import { makeFolder, removeFolders } from '../../runs/support/folder.js';

const LIMIT = 400_000;

function readSteps(folder: string, measured: string): number[] {
  const steps: number[] = [];
  openRecordStream(join(folder, CURVATURE_FILE)).read((record) => {
    if (isKind(record, 'curvature') && record.payload.measured === measured) steps.push(record.step);
  });
  return steps;
}

describe('the records of a loop that does not end', () => {
  afterEach(removeFolders);

  it('stay within their share, reach from its first step to its newest, and keep what was asked for', () => {
    const folder = makeFolder();
    const records = openCurvatureRecords(folder, LIMIT);
    const steps = 300_000;
    for (let step = 1; step <= steps; step++) {
      records.append('curvature', 0, step, trackPayload(step));
      if (step % 50 === 0) records.append('curvature', 0, step, anchorPayload(step));
      if (step % 50_000 === 0) records.append('curvature', 0, step, spectrumPayload([3, 2]));
    }
    records.ending();
    records.append('curvature', 0, steps, anchorPayload(steps));
    records.close();
    assert.ok(statSync(join(folder, CURVATURE_FILE)).size < LIMIT / 2);
    const track = readSteps(folder, 'track');
    // Dense at first, then with ways that double: the newest is not far back.
    assert.deepEqual(
      track.slice(0, 100),
      [...Array(100).keys()].map((i) => i + 1),
    );
    assert.ok(track.at(-1)! > 0.9 * steps, `the last one is of step ${track.at(-1)}`);
    const ways = track.slice(1).map((step, i) => step - track[i]!);
    assert.ok(ways.every((way, i) => i === 0 || way >= ways[i - 1]! / 2 - 1));
    assert.deepEqual(readSteps(folder, 'spectrum').length, steps / 50_000);
    assert.equal(readSteps(folder, 'anchor').at(-1), steps);
  });
});
