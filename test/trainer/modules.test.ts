import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { MetricPayload, StepPayload, TrainingPayload } from '../../src/protocol/records.js';
import { plain, program, run, type Options, type Ran } from './support/runProgram.js';

const project = (name: string) => program(join('project', name));
const lossOf = ({ records }: Ran) => (records.find(({ kind }) => kind === 'step')!.payload as StepPayload).loss;
const trainingOf = ({ records }: Ran) => records.find(({ kind }) => kind === 'training')!.payload as TrainingPayload;

describe('modules as bundlers allow them', () => {
  /** Program, its steps, its first loss. */
  const PROGRAMS: [string, number, number][] = [
    ['train.js', 5, 16],
    ['mixed.js', 2, 16],
    ['commonjs/train.cjs', 4, 4],
    ['typescript/train.ts', 3, 9],
    ['metrics.mjs', 3, 4],
  ];
  for (const [name, count, loss] of PROGRAMS) {
    it(name, async () => {
      const ran = await run(project(name));
      assert.deepEqual([ran.outcome.programExit, ran.outcome.error, ran.steps.length], [0, null, count], ran.stderr);
      assert.equal(lossOf(ran), loss);
    });
  }

  it('`gradlens` is our own copy where none is installed, by import and by require', async () => {
    const { records } = await run(project('metrics.mjs'));
    const metrics = records
      .filter(({ kind }) => kind === 'metric')
      .map(({ step, payload }) => ({ step, ...(payload as MetricPayload) }));
    assert.deepEqual(
      metrics.map(({ step, name, split, value }) => [step, name, split, value]),
      [1, 2, 3].flatMap((step) => [
        [step, 'progress', 'train', step / 3],
        [step, 'progress', 'validation', step / 6],
      ]),
    );
    assert.match(plain(project('metrics.mjs')).stderr, /Cannot find package 'gradlens'/);
  });

  it('so is the rest of the library, on the core of the program', async () => {
    const ran = await run(project('penalty.mjs'));
    assert.deepEqual([ran.outcome.error, ran.steps.length, lossOf(ran)], [null, 3, 6], ran.stderr);
    assert.equal(ran.stdout, 'true function\n');
  });

  it('the line of a training is that of the TypeScript source', async () => {
    const ran = await run(project('typescript/train.ts'), { line: 13 });
    const { file, line } = trainingOf(ran);
    assert.deepEqual([file, line, ran.outcome.error], [project('typescript/train.ts'), 14, null]);
  });
});

describe('a package.json script', () => {
  const script = async (file: string, name: string, options: Options = {}) =>
    run(project(file), { script: name, ...options });

  it('runs as its author runs it, with more arguments', async () => {
    const ran = await script('train.js', 'train', { args: ['more', "it's"] });
    assert.equal(ran.steps.length, 3);
    assert.match(ran.stdout, /^3,more,it's true\n$/);
  });

  it('whose runner is npm again: only the last process is watched', async () => {
    const ran = await script('train.js', 'indirect');
    assert.deepEqual([ran.steps.length, ran.outcome.stopped, ran.outcome.programExit], [3, 'end', 0], ran.stderr);
  });

  it('whose runner is the tsx command', async () => {
    const ran = await script('typescript/train.ts', 'typescript');
    assert.deepEqual([ran.steps.length, ran.outcome.stopped], [3, 'end'], ran.stderr);
    assert.equal(trainingOf(ran).line, 14);
  });

  it('whose runner makes CommonJS of ES modules by a hook on require', async () => {
    const ran = await script('hooked/train.js', 'hooked', { args: ['more'], tensorflow: 'bundled' });
    assert.deepEqual([ran.steps.length, ran.outcome.stopped, ran.outcome.error], [4, 'end', null], ran.stderr);
    // At a weight of 1 the first two outputs are 1 and 2, where 2 and 4 are wanted.
    assert.equal(lossOf(ran), (1 ** 2 + 2 ** 2) / 2);
    assert.match(ran.stdout, /^Epoch 1 \/ 2$/m);
    assert.match(ran.stdout, /^CommonJS more$/m);
    assert.deepEqual([trainingOf(ran).file, trainingOf(ran).line], [project('hooked/train.js'), 9]);
  });

  it('that does not run the program named: says so', async () => {
    const { outcome } = await script('mixed.js', 'typescript');
    assert.equal(outcome.error?.code, 'script-runs-another-program');
  });
});

describe('what a watched program starts', () => {
  it('is not watched, and finds nothing of ours', async () => {
    const file = project('children.cjs');
    const ran = await run(file);
    assert.equal(ran.stdout, plain(file).stdout);
    assert.deepEqual([ran.steps.length, ran.outcome.error], [1, null]);
  });
});
