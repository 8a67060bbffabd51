import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../src/protocol/told.js';
import { plain, program, run, start, temporaryFolder } from './support/runProgram.js';

const failing = (name: string) => program(join('failing', name));
/** Without what Node’s loaders change with any preload (frames of their own, the caret) and TensorFlow.js’s greeting. */
const ownFrames = (stderr: string) =>
  stderr
    .split('\n')
    .filter((line) => !/^ +at .*node:internal|^=+$|^Hi, looks like|^ +\^$/.test(line))
    .join('\n');

describe('a program that fails', () => {
  it('throws at step 58: the error is Node’s, on the user’s line, and 57 steps are recorded', async () => {
    const file = failing('throwsAtStep57.cjs');
    const { outcome, steps, stderr } = await run(file);
    assert.equal(outcome.stopped, 'error');
    assert.equal(outcome.programExit, 1);
    assert.equal(outcome.error?.code, 'program-threw');
    assert.deepEqual([outcome.error.file, outcome.error.line], [file, 7]);
    assert.match(outcome.error.message, /TypeError: the data ended/);
    assert.deepEqual(
      steps,
      Array.from({ length: 57 }, (_, i) => i + 1),
    );
    assert.equal(ownFrames(stderr), ownFrames(plain(file).stderr));
  });

  it('ends itself: its exit handlers run, its exit code stays', async () => {
    const { outcome, steps, stdout } = await run(failing('exits.cjs'));
    assert.equal(outcome.programExit, 4);
    assert.equal(outcome.error?.code, 'program-exit-code');
    assert.equal(steps.length, 5);
    assert.equal(stdout, 'exit handler 4\n');
  });

  it('leaves a rejection alone: Node ends it as always', async () => {
    const file = failing('rejects.cjs');
    const { outcome, steps, stdout, stderr } = await run(file);
    const alone = plain(file);
    assert.equal(outcome.error?.code, 'unhandled-rejection');
    assert.equal(outcome.error.line, 9);
    assert.equal(outcome.programExit, alone.status);
    assert.equal(stdout, alone.stdout);
    assert.equal(ownFrames(stderr), ownFrames(alone.stderr));
    assert.equal(steps.length, 3);
  });

  it('keeps its own handlers of errors, and goes on', async () => {
    const file = failing('handlesErrors.cjs');
    const { outcome, steps, stdout } = await run(file);
    assert.equal(stdout, plain(file).stdout);
    assert.deepEqual([outcome.stopped, outcome.programExit, outcome.error], ['end', 0, null]);
    assert.equal(steps.length, 2);
  });

  for (const [name, line] of [
    ['syntax.cjs', 3],
    ['syntax.mjs', 4],
  ] as const) {
    it(`has a syntax error in ${name}: it is told on the user’s line`, async () => {
      const { outcome, stderr } = await run(failing(name));
      assert.equal(outcome.error?.code, 'program-syntax');
      assert.deepEqual([outcome.error.file, outcome.error.line], [failing(name), line]);
      assert.equal(ownFrames(stderr), ownFrames(plain(failing(name)).stderr));
    });
  }

  it('never trains: the calls that it made are named', async () => {
    const { outcome } = await run(failing('neverTrains.cjs'));
    assert.deepEqual([outcome.stopped, outcome.programExit], ['end', 0]);
    assert.equal(outcome.error?.code, 'program-never-trains');
    assert.match(outcome.error.message, /tf\.batchMatMul, tf\.relu/);
  });

  // On wasm the backend was proved by a product and a gradient: those are not the program's.
  for (const backend of ['cpu', 'wasm'] as const) {
    it(`never calls TensorFlow.js, on ${backend}`, async () => {
      const { outcome } = await run(failing('noTensorflow.cjs'), { backend });
      assert.equal(outcome.error?.code, 'program-never-trains');
      assert.match(outcome.error.message, /never called TensorFlow\.js/);
    });
  }

  it('meets a fault of ours: it trains on to its own end, and the fault is told', async () => {
    const file = failing('breaksGradlens.cjs');
    const { outcome, steps, stdout } = await run(file);
    assert.equal(stdout, plain(file).stdout);
    assert.deepEqual([outcome.programExit, outcome.error?.code, steps], [0, 'gradlens-failed', [1, 2, 3]]);
    assert.match(outcome.error!.stack!, /TypeError/);
    assert.equal(outcome.recordingStopped, outcome.error!.message);
  });

  it('is written for the browser: the line is named', async () => {
    const { outcome } = await run(failing('browser.cjs'));
    assert.equal(outcome.error?.code, 'browser-program');
    assert.match(outcome.error.message, /uses document at .*browser\.cjs:4,/);
  });

  it('imports a package that is not there', async () => {
    const { outcome } = await run(failing('missingPackage.cjs'));
    assert.equal(outcome.error?.code, 'module-missing');
    assert.match(outcome.error.message, /"@tensorflow\/tfjs-vis-nobody-has"/);
    assert.equal(outcome.error.line, 3);
  });

  it('has no TensorFlow.js: the copy of Gradlens trains it, unless its own was asked for', async () => {
    const file = join(temporaryFolder(), 'train.mjs');
    writeFileSync(
      file,
      `import * as tf from '@tensorflow/tfjs';
      const weight = tf.variable(tf.scalar(2));
      tf.train.sgd(0.1).minimize(() => weight.square());`,
    );
    const { outcome, steps, backend } = await run(file);
    assert.deepEqual([outcome.error, steps, backend?.tfjs.from], [null, [1], 'bundled']);
    const refused = await run(file, { tensorflow: 'program' });
    assert.equal(refused.outcome.error?.code, 'tensorflow-not-installed');
    assert.match(refused.outcome.error.message, /run "npm install @tensorflow\/tfjs"/);
    assert.deepEqual([refused.outcome.programExit, refused.steps], [null, []]);
  });

  it('never trains on the line asked for: the lines where it does are named', async () => {
    const { outcome } = await run(program('minimize.cjs'), { line: 4 });
    assert.equal(outcome.error?.code, 'line-not-reached');
    assert.match(outcome.error.message, /minimize\.cjs:4: it trained at .*minimize\.cjs:10\./);
  });
});

describe('a program that cannot be started', () => {
  const refused = (code: string) => (error: unknown) => error instanceof CodedError && error.code === code;
  const home = () => temporaryFolder();

  it('is not there', () => {
    assert.throws(() => start(join(home(), 'nobody.js')), refused('program-missing'));
  });

  it('is a folder', () => {
    assert.throws(() => start(home()), refused('program-is-folder'));
  });

  it('is asked to pause on nonsense, and leaves no run behind', () => {
    const runDirectory = join(home(), 'run');
    assert.throws(
      () => start(program('minimize.cjs'), { pauseWhen: 'loss >', runDirectory }),
      refused('condition-not-understood'),
    );
    assert.throws(() => readdirSync(runDirectory), { code: 'ENOENT' });
  });

  it('has no such script', () => {
    assert.throws(() => start(program('minimize.cjs'), { script: 'nobody' }), refused('script-missing'));
  });

  it('has no Node', async () => {
    const { outcome } = await run(program('minimize.cjs'), { node: { path: '/nobody/node', env: {} } }).catch(
      (error: unknown) => ({ outcome: { error: { code: String(error) } } }),
    );
    assert.equal(outcome.error?.code, 'node-missing');
  });

  it('has a Node that is too old', async function () {
    if (process.platform === 'win32') return;
    const node = join(temporaryFolder(), 'node');
    writeFileSync(node, '#!/bin/sh\necho "$0: bad option: --import" >&2\nexit 9\n', { mode: 0o755 });
    const { outcome } = await run(program('minimize.cjs'), { node: { path: node, env: {} } });
    assert.equal(outcome.error?.code, 'node-too-old');
  });

  it('is asked for a backend that is not there: nothing runs', async () => {
    const { outcome, stdout } = await run(program('minimize.cjs'), { backend: 'tensorflow' });
    assert.equal(outcome.error?.code, 'backend-unavailable');
    assert.deepEqual([outcome.programExit, stdout], [null, '']);
  });
});
