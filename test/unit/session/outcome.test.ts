import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fill } from '../../../src/protocol/told.js';
import { closeRun, type ProcessEnd } from '../../../src/session/outcome.js';

const program = { file: '/p.js', line: null, lineFile: null, script: null, args: [], cwd: '/' };
const end = (ended: Partial<ProcessEnd>): ProcessEnd => ({
  ...{ code: 0, signal: null, forced: false, refused: null, stderr: '' },
  told: { started: true, error: null, recordingStopped: null },
  ...ended,
});

describe('the end of a run', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'gradlens-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is told also where the run was removed or spoiled while the program ran, and writes nothing', () => {
    assert.equal(closeRun(join(folder, 'gone'), program, end({})).stopped, 'end');
    writeFileSync(join(folder, 'run.json'), '{');
    const { stopped, error } = closeRun(folder, program, end({ code: null, signal: 'SIGKILL' }));
    assert.deepEqual([stopped, error?.code], ['error', 'program-killed']);
    assert.deepEqual(readdirSync(folder), ['run.json']);
  });

  it('has a sentence that its pattern and values make', () => {
    for (const ended of [
      { code: null, signal: 'SIGSEGV' },
      { code: null, signal: 'SIGKILL' },
      { code: null, signal: null },
      { code: 3, told: { started: false, error: null, recordingStopped: null } },
      { forced: true },
    ]) {
      const { error } = closeRun(folder, program, end(ended));
      assert.equal(fill(error!.sentence!, error!.values!), error!.message);
      assert.doesNotMatch(error!.message, /\{\d\}/);
    }
  });
});
