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
      writeFileSync(join(run(name), 'run.json'), JSON.stringify({ startedAt, program: { file: '/program.js' } }));
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('takes a folder of a run, from the working directory', async () => {
    assert.equal(await findRun(join('..', '.gradlens', 'runs', 'b'), join(root, 'src')), run('b'));
    assert.equal(await findRun(run('b'), tmpdir()), run('b'));
  });

  it('takes the name of a run of a folder above', async () => {
    assert.equal(await findRun('c', join(root, 'src', 'deep')), run('c'));
  });

  it('takes the run that started last, whatever was written since', async () => {
    utimesSync(join(run('c'), 'run.json'), new Date(), new Date());
    assert.equal(await findRun('last', join(root, 'src')), run('a'));
  });

  it('says what it would take where there is no such run', async () => {
    for (const operand of ['missing', 'src', '.']) {
      await assert.rejects(
        findRun(operand, root),
        (error) => error instanceof UsageError && error.code === 'run-missing',
      );
    }
    await assert.rejects(findRun('last', tmpdir()), UsageError);
  });

  it('passes over a folder without a run and a description that cannot be read', async () => {
    mkdirSync(run('empty'));
    mkdirSync(run('torn'));
    writeFileSync(join(run('torn'), 'run.json'), '{"startedAt": 9');
    assert.equal(await findRun('last', root), run('a'));
    assert.equal(await findRun('torn', root), run('torn'));
  });
});
