import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { plain, program, root, run } from './support/runProgram.js';

/** Programs of all styles, with the number of steps of each training. Each prints all that it can see of itself. */
const PROGRAMS: Record<string, number[]> = {
  'fit.cjs': [8],
  'convolution.mjs': [6],
  'recurrent.cjs': [5],
  'dataset.mjs': [9],
  'minimize.mjs': [9],
  'applyGradients.cjs': [8],
  'microBatches.cjs': [4],
  'twoOptimizers.cjs': [6, 6],
  'plainTensors.cjs': [6],
  'handWritten.cjs': [8],
  'penalty.ts': [5],
  'ending.cjs': [],
};
const tsx = ['--import', 'tsx'];
const watched = (name: string) => program(join('watched', name));
const optionsOf = (name: string) => (name.endsWith('.ts') ? tsx : []);

function assertSame(alone: ReturnType<typeof plain>, together: Awaited<ReturnType<typeof run>>): void {
  assert.ok(alone.stdout.length > 40, alone.stderr);
  assert.equal(together.stdout, alone.stdout);
  assert.equal(together.outcome.programExit, alone.status);
}

describe('watching changes nothing', () => {
  for (const [name, counts] of Object.entries(PROGRAMS)) {
    it(`${name} on cpu: as under plain node`, async () => {
      const file = watched(name);
      const together = await run(file, { args: ['one', 'two words'] });
      assertSame(plain(file, ['one', 'two words'], optionsOf(name)), together);
      const steps = counts.map(
        (_, id) => together.records.filter((r) => r.kind === 'step' && r.training === id).length,
      );
      assert.deepEqual(steps, counts);
    });

    it(`${name} on wasm: as with a preload that only starts the backend`, async () => {
      const file = watched(name);
      const together = await run(file, { backend: 'wasm', args: ['one', 'two words'] });
      const backendOnly = pathToFileURL(join(root, 'dist', 'trainer', 'backendOnly.mjs')).href;
      assertSame(plain(file, ['one', 'two words'], [...optionsOf(name), '--import', backendOnly]), together);
      assert.equal(together.backend?.name, 'wasm');
    });
  }
});
