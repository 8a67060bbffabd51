import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRunFile } from '../../src/runs/runFile.js';
import type { StepPayload } from '../../src/protocol/records.js';
import { collect, program, reaches, start, temporaryFolder } from './support/runProgram.js';

/** GRADLENS_KILLS: how many; the default keeps the suite short. */
const KILLS = Number(process.env['GRADLENS_KILLS'] ?? 40);
const LATEST = 60;

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('a program that is killed', () => {
  it(`at ${KILLS} random points: every step whose update returned is readable`, async function () {
    this.timeout(KILLS * 5000);
    const next = random(7);
    let longest = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const returnedFile = join(temporaryFolder(), 'returned');
      const session = start(program('reportsSteps.cjs'), { args: [returnedFile] });
      const collected = collect(session);
      await reaches(session, ({ state }) => state === 'running');
      // Every other kill falls into the training for sure, however slowly it begins.
      while (readLines(returnedFile) < kill % 2) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, next() * LATEST));
      process.kill(readRunFile(session.runDirectory).control!.pid, 'SIGKILL');
      const { outcome, steps, records } = await collected;
      assert.deepEqual([outcome.stopped, outcome.signal, outcome.error?.code], ['error', 'SIGKILL', 'program-killed']);
      assert.match(readRunFile(session.runDirectory).thinned!.join(), /last histograms may be missing/);
      const returned = readLines(returnedFile);
      longest = Math.max(longest, returned);
      assert.deepEqual(
        steps,
        steps.map((_, i) => i + 1),
      );
      assert.ok(steps.length >= returned - 1, `${returned} updates returned, ${steps.length} recorded`);
      const last = records.filter(({ kind }) => kind === 'step').at(-1);
      if (last) assert.ok(Math.abs((last.payload as StepPayload).loss! - 0.9998 ** (2 * (steps.length - 1))) < 1e-4);
    }
    assert.ok(longest > 5, 'the kills fell before the training');
  });
});

function readLines(file: string): number {
  try {
    return readFileSync(file, 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
}
