import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counted, COUNTS_VARIABLE, countsLine, notesOf, REPORTER } from '../../../scripts/testCounts.js';

describe('counts of tests', () => {
  /** What mocha says of these tests, run in a process of its own. */
  const countsOf = async (tests: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'gradlens-'));
    try {
      const file = join(folder, 'some.test.cjs');
      writeFileSync(file, tests);
      const args = ['node_modules/mocha/bin/mocha.js', '--no-config', ...REPORTER, file];
      return await counted((env) => Promise.resolve(spawnSync(process.execPath, args, { env }).status));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('are those of the runner, whatever its tests print', async () => {
    const counts = await countsOf(`
      it('passes', () => console.log('  99 passing\\n  99 failing'));
      it('fails', () => { throw new Error('no'); });
      it('is left out');
    `);
    const failures = ['fails: no'];
    assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 1, failures, retried: [], why: null });
    assert.equal(countsLine(counts), '\n1 passed, 1 failed, 1 skipped');
  });

  it('have a failure where the runner dies, or has nothing to run', async () => {
    const died = await countsOf(`it('dies', () => process.exit(0));`);
    const none = { failures: [], retried: [] };
    assert.deepEqual(died, {
      passed: 0,
      failed: 1,
      skipped: 0,
      ...none,
      why: 'ended with exit code 0 and ran 0 tests',
    });
    assert.equal((await countsOf('')).failed, 1);
    const late = await counted((env) => {
      writeFileSync(env[COUNTS_VARIABLE]!, '{ "passed": 3, "failed": 0, "skipped": 0 }');
      return Promise.resolve(7);
    });
    assert.deepEqual(late, {
      passed: 3,
      failed: 1,
      skipped: 0,
      ...none,
      why: 'ended with exit code 7 and ran 3 tests',
    });
  });

  it('name what failed and what passed only at the second try, each in one line', async () => {
    const outcome = await countsOf(`
      let times = 0;
      describe('a window', function () {
        this.retries(1);
        it('opens late', () => { if (times++ === 0) throw new Error('not yet\\nthere'); });
        it('never opens', () => { throw new Error('waited in vain'); });
      });
    `);
    assert.equal(outcome.failed, 1);
    assert.deepEqual(notesOf('test/e2e', outcome), [
      'tried again: test/e2e: a window opens late: not yet',
      'tried again: test/e2e: a window never opens: waited in vain',
      'failed: test/e2e: a window never opens: waited in vain',
    ]);
  });
});
