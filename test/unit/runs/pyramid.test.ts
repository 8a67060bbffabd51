import assert from 'node:assert/strict';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addSteps, emptyBuckets } from '../../../src/runs/buckets.js';
import { INDEX_FILE } from '../../../src/runs/indexFile.js';
import { openRun, type Run } from '../../../src/runs/openRun.js';
import { addStretch, FINEST } from '../../../src/runs/pyramid.js';
import { CHUNK } from '../../../src/runs/trainingColumns.js';
import { writeSampleRun } from '../../sample/sampleRun.js';
import { makeFolder, removeFolders } from './support/folder.js';

const STEPS = 3 * CHUNK + 200;
const columnsOf = (run: Run) => run.index.trainings.get(0)!.columns;

/** Every bucket of every size is what its steps give when they are looked at one by one. */
function assertAsDirect(run: Run): void {
  const columns = columnsOf(run);
  const { steps, variables, terms } = columns;
  for (let size = 1; size <= 4 * CHUNK; size *= 2) {
    const buckets = Math.ceil(steps / size);
    const [made, direct] = [emptyBuckets(buckets, variables, terms), emptyBuckets(buckets, variables, terms)];
    for (let b = 0; b < buckets; b++) {
      const end = Math.min(steps, (b + 1) * size);
      addStretch(made, b, columns, b * size, end);
      addSteps(direct, b, columns, b * size, end);
    }
    assert.deepEqual(made, direct, `buckets of ${size}`);
  }
}

describe('pyramids of the index', () => {
  afterEach(removeFolders);

  function written(): { folder: string; path: string } {
    const folder = makeFolder();
    writeSampleRun(folder, { steps: STEPS, variables: 3 });
    return { folder, path: join(folder, INDEX_FILE) };
  }

  it('hold what the steps give, of every size, with gaps, zeros and NaN', () => {
    const run = openRun(written().folder);
    assert.deepEqual([...columnsOf(run).pyramids.keys()], [0, 1, 2]);
    assertAsDirect(run);
  });

  it('are what is shown: a wrong one would be seen', () => {
    const columns = columnsOf(openRun(written().folder));
    columns.pyramids.get(1)!.lossMax.fill(1e9);
    const shown = emptyBuckets(1, columns.variables, columns.terms);
    addStretch(shown, 0, columns, CHUNK, CHUNK + FINEST);
    assert.equal(shown.lossMax[0], 1e9);
  });

  it('go when one of their steps comes late, and the others stay', () => {
    const run = openRun(written().folder);
    run.index.addTerms(0, CHUNK + 7, [5, 6]);
    assert.deepEqual([...columnsOf(run).pyramids.keys()], [0, 2]);
    assertAsDirect(run);
  });

  for (const [what, harm] of [
    ['missing', (path: string) => rmSync(path)],
    ['of another format', (path: string) => writeFileSync(path, 'columns')],
    ['damaged in the middle', flipByte],
    ['torn', (path: string) => truncateSync(path, Math.floor(readFileSync(path).length * 0.6))],
  ] as const)
    it(`are made again where the index is ${what}`, () => {
      const { folder, path } = written();
      const whole = readFileSync(path);
      harm(path);
      const opened = openRun(folder);
      assertAsDirect(opened);
      assert.equal(columnsOf(opened).steps, STEPS);
      assert.deepEqual(readFileSync(path), whole, 'the index is the one that the trainer wrote');
      assert.deepEqual([...columnsOf(openRun(folder)).pyramids.keys()], [0, 1, 2]);
    });

  it('are not taken from an index of a longer record', () => {
    const { folder } = written();
    truncateSync(join(folder, 'main.rec'), 100_000);
    const run = openRun(folder);
    assert.ok(columnsOf(run).steps < CHUNK);
    assertAsDirect(run);
  });
});

function flipByte(path: string): void {
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = bytes[middle]! ^ 0xff;
  writeFileSync(path, bytes);
}
