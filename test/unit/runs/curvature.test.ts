import assert from 'node:assert/strict';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CurvaturePayload } from '../../../src/protocol/records.js';
import { CURVATURE_POINTS } from '../../../src/protocol/curvature.js';
import { openRun } from '../../../src/runs/openRun.js';
import { openRecordFile } from '../../../src/runs/recordFile.js';
import { CURVATURE_FILE, replayFile } from '../../../src/runs/recordFiles.js';
import { anchorPayload, spectrumPayload, trackPayload, unmeasured } from '../../sample/sampleCurvature.js';
import { writeSampleRun } from '../../sample/sampleRun.js';
import { makeFolder, removeFolders } from './support/folder.js';

function runWith(records: [step: number, payload: CurvaturePayload][], file = CURVATURE_FILE) {
  const folder = makeFolder();
  writeSampleRun(folder, { steps: 10 });
  append(folder, records, file);
  return { folder, run: openRun(folder) };
}

function append(folder: string, records: [number, CurvaturePayload][], file = CURVATURE_FILE) {
  const writer = openRecordFile(join(folder, file));
  for (const [step, payload] of records) writer.append('curvature', 0, step, payload);
  writer.close();
}

describe('the curvature of a run', () => {
  afterEach(removeFolders);

  it('is nothing where nothing was measured', () => {
    const { run } = runWith([]);
    assert.equal(run.curvature(0), null);
    const nothing = { track: null, anchor: null, spectrum: null, newton: null, verify: null, hessian: null };
    assert.deepEqual(run.curvatureDetail(0, 3), { training: 0, step: 3, ...nothing });
  });

  it('is columns in the order of the steps, however late its records came', () => {
    const { run } = runWith([
      [5, trackPayload(5)],
      [9, anchorPayload(9)],
      [2, trackPayload(2, true)],
      [7, trackPayload(7)],
    ]);
    const { track, anchors, rule } = run.curvature(0)!;
    assert.deepEqual(track.steps, Float64Array.of(2, 5, 7));
    assert.deepEqual(track.values, Float64Array.of(2, 5, 7));
    assert.deepEqual(track.residuals, Float64Array.of(2e-4, 5e-4, 7e-4));
    assert.deepEqual(track.cold, Uint8Array.of(1, 0, 0));
    assert.deepEqual(track.lower, Float64Array.of(NaN, NaN, NaN));
    assert.deepEqual(anchors.steps, Float64Array.of(9));
    assert.deepEqual([anchors.lower[0], anchors.upper[0], anchors.limit[0]], [8.1, 10.799999999999999, 40]);
    assert.deepEqual([anchors.predicted[0], anchors.alpha[0]], [-0.01, -0.4]);
    assert.equal(rule, 'SGD: 2/η');
  });

  it('says from when to when there was no number, and why', () => {
    const nan = 'the weights hold NaN since step 4';
    const { run } = runWith([
      [3, trackPayload(3)],
      [4, unmeasured(nan)],
      [6, unmeasured(nan)],
      [7, unmeasured('out of memory')],
      [8, trackPayload(8)],
    ]);
    const { track, notMeasured } = run.curvature(0)!;
    assert.deepEqual(track.steps, Float64Array.of(3, 8));
    assert.deepEqual(notMeasured, [
      { from: 4, to: 6, why: nan },
      { from: 7, to: 7, why: 'out of memory' },
    ]);
  });

  it('without a number from when to when, also where the last bracket lies between: it is of another kind', () => {
    const late = 'steps came faster';
    const { run } = runWith([
      [3, trackPayload(3)],
      [10, anchorPayload(10)],
      [4, unmeasured(late)],
      [10, unmeasured(late)],
    ]);
    assert.deepEqual(run.curvature(0)!.notMeasured, [{ from: 4, to: 10, why: late }]);
  });

  it('of a step and kind is the newest measurement; what a replay adds is read from its own file', () => {
    const { folder, run } = runWith([
      [4, trackPayload(4)],
      [4, trackPayload(4.5)],
    ]);
    assert.deepEqual(run.curvature(0)!.track.values, Float64Array.of(4.5));
    append(folder, [[4, spectrumPayload([6, 5])]], replayFile(77));
    assert.ok(run.refresh());
    assert.deepEqual(run.curvature(0)!.spectra, Float64Array.of(4));
    assert.deepEqual(run.curvatureDetail(0, 6).spectrum, { step: 4, payload: spectrumPayload([6, 5]) });
    assert.deepEqual(run.curvatureDetail(0, 6).track, { step: 4, payload: trackPayload(4.5) });
    assert.equal(run.curvatureDetail(0, 3).track, null);
  });

  it('keeps everything before a torn end', () => {
    const { folder } = runWith([
      [1, trackPayload(1)],
      [2, trackPayload(2)],
    ]);
    const path = join(folder, CURVATURE_FILE);
    truncateSync(path, statSync(path).size - 5);
    assert.deepEqual(openRun(folder).curvature(0)!.track.steps, Float64Array.of(1));
  });

  it('says that measurements are damaged, shows the others, and calls no step damaged', () => {
    const { folder } = runWith([
      [1, trackPayload(1)],
      [2, trackPayload(2)],
      [3, trackPayload(3)],
    ]);
    const path = join(folder, CURVATURE_FILE);
    assert.equal(openRun(folder).head().damage, null);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 0xff;
    writeFileSync(path, bytes);
    const run = openRun(folder);
    assert.deepEqual(run.curvature(0)!.track.steps, Float64Array.of(1, 3));
    assert.equal(run.head().damage?.step, null);
    assert.match(run.head().damage!.message, /measurements of curvature cannot be read/);
  });

  it('of more points than fit keeps the extremes of each bucket, of λ1 and of λ1 over the limit, and the newest', () => {
    const count = 2 * CURVATURE_POINTS + 3;
    const value = (step: number) => ({ 3001: 900, 3002: 0.5 })[step] ?? 10 + (step % 7);
    const held = (step: number) => (step === 5003 ? 77 : 1);
    const { run } = runWith(
      Array.from({ length: count }, (_, i) => {
        const payload = trackPayload(value(i + 1));
        return [i + 1, { ...payload, stability: { ...payload.stability!, value: held(i + 1), limit: 10 } }];
      }),
    );
    const track = run.curvature(0)!.track;
    const at = (step: number) => track.steps.indexOf(step);
    assert.ok(track.steps.length <= CURVATURE_POINTS && track.steps.length > CURVATURE_POINTS / 4);
    assert.deepEqual([track.values[at(3001)], track.values[at(3002)], track.held[at(5003)]], [900, 0.5, 77]);
    assert.deepEqual([track.steps[0], track.steps.at(-1)], [1, count]);
    const ways = Array.from(track.steps.subarray(1), (step, i) => step - track.steps[i]!);
    assert.ok(Math.min(...ways) > 0 && Math.max(...ways) <= 5 * Math.ceil(count / CURVATURE_POINTS), 'no gap is made');
  });
});
