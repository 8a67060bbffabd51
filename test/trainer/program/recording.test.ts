import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { plain, program, root } from '../support/runProgram.js';

/** Programs that print weights, losses, random calls and tf.memory() at every step, with the number of programs recorded. */
const PROGRAMS: Record<string, number> = {
  'fit.cjs': 8,
  'convolution.mjs': 6,
  'recurrent.cjs': 5,
  'minimize.mjs': 9,
  'applyGradients.cjs': 8,
  'microBatches.cjs': 4,
  'twoOptimizers.cjs': 12,
  'plainTensors.cjs': 4,
};
const url = (...parts: string[]) => pathToFileURL(join(root, ...parts)).href;

describe('recording every step changes nothing', function () {
  this.timeout(120_000);
  for (const [name, least] of Object.entries(PROGRAMS)) {
    for (const backend of ['cpu', 'wasm'] as const) {
      it(`${name} on ${backend}: the program sees the same weights, losses, random numbers and memory`, () => {
        const file = program(join('watched', name));
        const alone = plain(file, [], backend === 'wasm' ? ['--import', url('dist/trainer/backendOnly.mjs')] : []);
        const preload = url('test/trainer/program/recordEveryStep.ts');
        const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', '--import', preload, file], {
          ...{ cwd: root, encoding: 'utf8', env: { ...process.env, BACKEND: backend } },
        });
        assert.ok(alone.stdout.length > 40, alone.stderr);
        assert.equal(stdout, alone.stdout, stderr);
        assert.equal(status, alone.status);
        const [, recorded, refused] = /recorded (\d+) refused (\d+)/.exec(stderr) ?? [];
        assert.ok(Number(recorded) >= least, `${recorded} programs`);
        assert.equal(Number(refused), 0);
      });
    }
  }
});
