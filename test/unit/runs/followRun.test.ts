import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { followRun } from '../../../src/runs/followRun.js';
import { openRun } from '../../../src/runs/openRun.js';
import { writeRunFile } from '../../../src/runs/runFile.js';
import { sampleInfo, writeSampleRun } from '../../sample/sampleRun.js';
import { makeFolder, removeFolders } from './support/folder.js';

describe('followRun', () => {
  afterEach(removeFolders);

  it('tells of every growth, also when a record arrives in pieces, until it is stopped', async () => {
    const [source, folder] = [makeFolder(), makeFolder()];
    writeSampleRun(source, { steps: 30, variables: 2 });
    const whole = readFileSync(join(source, 'main.rec'));
    writeRunFile(folder, { ...sampleInfo, outcome: null });
    writeFileSync(join(folder, 'main.rec'), '');
    const run = openRun(folder);
    const steps = () => run.head().trainings[0]?.steps ?? 0;
    let grown: () => void = () => undefined;
    const stop = followRun(run, () => grown());
    const waitFor = (holds: () => boolean) =>
      new Promise<void>((resolve) => {
        grown = () => holds() && resolve();
        grown();
      });
    try {
      let written = 0;
      const cuts = [0.3, 0.3001, 0.5, 0.9, 1].map((share) => Math.floor(share * whole.length));
      for (const cut of cuts) {
        appendFileSync(join(folder, 'main.rec'), whole.subarray(written, cut));
        written = cut;
        const expected = openRun(folder).head().trainings[0]?.steps ?? 0;
        await waitFor(() => steps() >= expected);
        assert.equal(steps(), expected);
      }
      assert.equal(steps(), 30);
      writeRunFile(folder, sampleInfo);
      await waitFor(() => run.info.outcome !== null);
      assert.equal(run.head().damage, null);
    } finally {
      stop();
    }
  });
});
