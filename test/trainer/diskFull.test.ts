import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRunFile } from '../../src/runs/runFile.js';
import { collect, plain, program, start, temporaryFolder } from './support/runProgram.js';

describe('a full disk', () => {
  it('ends the recording and not the training, and is told', async function () {
    if (process.platform === 'win32') return;
    // The system refuses files beyond 32 KB to this Node, as a full disk would refuse them.
    const node = join(temporaryFolder(), 'node');
    writeFileSync(node, `#!/bin/sh\nulimit -f 64\nexec "${process.execPath}" "$@"\n`);
    chmodSync(node, 0o755);
    const file = program('manySteps.cjs');
    const session = start(file, { node: { path: node, env: {} } });
    const told: string[] = [];
    session.on('recordingStopped', (reason) => told.push(reason));
    const { outcome, steps, stdout } = await collect(session);
    assert.equal(stdout, plain(file).stdout);
    assert.deepEqual([outcome.stopped, outcome.programExit, outcome.error], ['end', 0, null]);
    assert.equal(told.length, 1);
    assert.match(told[0]!, /step \d+.*make room/);
    assert.equal(outcome.recordingStopped, told[0]);
    assert.ok(steps.length > 10 && steps.length < 400, `${steps.length} steps recorded`);
  });

  it('is survived by a program that prints, with its outcome told', async function () {
    const disk = mountSmallDisk(300 << 10);
    // Only root may mount a disk of its own; the limit above is tested everywhere.
    if (!disk) return this.skip();
    const file = program('printsMuch.cjs');
    const runDirectory = join(disk.folder, 'run');
    try {
      const { outcome, steps } = await collect(start(file, { runDirectory }));
      assert.deepEqual([outcome.stopped, outcome.programExit, outcome.error], ['end', 0, null]);
      assert.match(outcome.recordingStopped ?? '', /make room/);
      assert.ok(steps.length > 10 && steps.length < 400, `${steps.length} steps recorded`);
      assert.equal(readRunFile(runDirectory).outcome?.stopped, 'end');
    } finally {
      disk.unmount();
    }
  });

  it('within a run: the size limit ends the recording and not the training', async () => {
    const { outcome, steps } = await collect(start(program('manySteps.cjs'), { sizeLimit: 50_000 }));
    assert.deepEqual([outcome.stopped, outcome.programExit], ['end', 0]);
    assert.ok(steps.length > 10 && steps.length < 400);
  });
});

/** A disk of its own in memory; null where the system does not allow one. */
function mountSmallDisk(bytes: number): { folder: string; unmount(): void } | null {
  const folder = temporaryFolder();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'ignore' });
  if (status !== 0) return null;
  return { folder, unmount: () => void spawnSync('umount', [folder], { stdio: 'ignore' }) };
}
