import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { plain, program, root, run, type Ran } from './support/runProgram.js';

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
  'terms.mjs': [9],
  'jacobianPenalty.cjs': [5, 4],
  'ending.cjs': [],
};
/** The examples, each with arguments that make it short, and the number of steps of each training. */
const EXAMPLES: Record<string, [string[], number[]]> = {
  'digits/train.js': [['1', '64'], [1]],
  'iris/train.js': [['20'], [20]],
  'sequence/train.js': [['1', '128'], [2]],
  'gan/train.js': [['5'], [5, 5]],
  'typescript/train.ts': [['3'], [15]],
  'hand-written-gradient/train.cjs': [['20'], [20]],
};
const tsx = ['--import', 'tsx'];
const backendOnly = ['--import', pathToFileURL(join(root, 'dist', 'trainer', 'backendOnly.mjs')).href];
const watched = (name: string) => program(join('watched', name));
const optionsOf = (name: string) => (name.endsWith('.ts') ? tsx : []);

function assertSame(alone: ReturnType<typeof plain>, together: Ran): void {
  assert.ok(alone.stdout.length > 40, alone.stderr);
  assert.equal(together.stdout, alone.stdout);
  assert.equal(together.outcome.programExit, alone.status);
}
function assertSteps({ records }: Ran, counts: number[]): void {
  const steps = counts.map((_, id) => records.filter((r) => r.kind === 'step' && r.training === id).length);
  assert.deepEqual(steps, counts);
}

describe('watching changes nothing', function () {
  this.timeout(120_000);
  for (const [name, counts] of Object.entries(PROGRAMS)) {
    it(`${name} on cpu: as under plain node`, async () => {
      const file = watched(name);
      const together = await run(file, { args: ['one', 'two words'] });
      assertSame(plain(file, ['one', 'two words'], optionsOf(name)), together);
      assertSteps(together, counts);
    });

    it(`${name} on wasm: as with a preload that only starts the backend`, async () => {
      const file = watched(name);
      const together = await run(file, { backend: 'wasm', args: ['one', 'two words'] });
      assertSame(plain(file, ['one', 'two words'], [...optionsOf(name), ...backendOnly]), together);
      assert.equal(together.backend?.name, 'wasm');
    });
  }

  for (const [name, [args, counts]] of Object.entries(EXAMPLES)) {
    const file = watched('example.mjs');
    const all = [join(root, 'examples', name), ...args];
    it(`the example ${name} on cpu: as under plain node`, async () => {
      const together = await run(file, { args: all });
      assertSame(plain(file, all, optionsOf(name)), together);
      assertSteps(together, counts);
    });

    it(`the example ${name} on wasm: as with a preload that only starts the backend`, async () => {
      const together = await run(file, { backend: 'wasm', args: all });
      assertSame(plain(file, all, [...optionsOf(name), ...backendOnly]), together);
      assertSteps(together, counts);
      assert.equal(together.backend?.name, 'wasm');
    });
  }
});
