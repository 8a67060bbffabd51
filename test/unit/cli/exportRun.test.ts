import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportRun } from '../../../src/cli/exportRun.js';
import { writeSampleRun } from '../../sample/sampleRun.js';

describe('exportRun', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gradlens-export-'));
    writeSampleRun(folder, { steps: 5, variables: 1 });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes CSV where it is told, else beside the run', async () => {
    const asked = join(folder, 'asked.csv');
    assert.equal((await exportRun(folder, 'csv', asked)).path, asked);
    const { path } = await exportRun(folder, 'csv', null);
    assert.equal(path, join(folder, 'run.csv'));
    assert.equal(readFileSync(path, 'utf8'), readFileSync(asked, 'utf8'));
    assert.equal(readFileSync(path, 'utf8').trimEnd().split('\n').length, 6);
  });

  it('writes a folder for TensorBoard', async () => {
    const { path } = await exportRun(folder, 'tensorboard', null);
    assert.match(readdirSync(path)[0]!, /^events\.out\.tfevents\.\d+\./);
  });
});
