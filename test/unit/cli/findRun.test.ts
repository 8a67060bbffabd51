import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRun } from '../../../src/cli/findRun.js';
import { UsageError } from '../../../src/cli/usageError.js';

describe('findRun', () => {
  let root = '';
  const run = (name: string) => join(root, '.gradlens', 'runs', name);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'gradlens-'));
    mkdirSync(join(root, 'src', 'deep'), { recursive: true });
    for (const [name, startedAt] of Object.entries({ b: 1, a: 2, c: 0 })) {
      mkdirSync(run(name), { recursive: true });
      writeFileSync(join(run(name), 'run.json'), JSON.stringify({ startedAt }));
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('takes a folder of a run, from the working directory', () => {
    assert.equal(findRun(join('..', '.gradlens', 'runs', 'b'), join(root, 'src')), run('b'));
    assert.equal(findRun(run('b'), tmpdir()), run('b'));
  });

  it('takes the name of a run of a folder above', () => {
    assert.equal(findRun('c', join(root, 'src', 'deep')), run('c'));
  });

  it('takes the run that started last, whatever was written since', () => {
    utimesSync(join(run('c'), 'run.json'), new Date(), new Date());
    assert.equal(findRun('last', join(root, 'src')), run('a'));
  });

  it('says what it would take where there is no such run', () => {
    for (const operand of ['missing', 'src', '.']) {
      assert.throws(
        () => findRun(operand, root),
        (error) => error instanceof UsageError && error.code === 'run-missing',
      );
    }
    assert.throws(() => findRun('last', tmpdir()), UsageError);
  });

  it('passes over a folder without a run and a description that cannot be read', () => {
    mkdirSync(run('empty'));
    mkdirSync(run('torn'));
    writeFileSync(join(run('torn'), 'run.json'), '{"startedAt": 9');
    assert.equal(findRun('last', root), run('a'));
    assert.equal(findRun('torn', root), run('torn'));
  });
});
