/** Gradients on the lines of programs, as `gradlens train --json` prints them. */
import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Report } from '../../../src/protocol/report.js';
import { openRun } from '../../../src/runs/openRun.js';
import { gradlens, runFolder, trainJson } from '../cli/gradlens.js';
import { program, root, temporaryFolder } from '../support/runProgram.js';
import { gradientNorms, norm } from './network64.js';

const expected = gradientNorms(5);

/** The only line of a file that holds this text, from 1. */
function lineOf(file: string, text: string): number {
  const found = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, i) => (line.includes(text) ? [i + 1] : []));
  assert.equal(found.length, 1, `${text} stands once in ${file}`);
  return found[0]!;
}

/** Each entry as `file:line`, with its norm and ops. */
const entries = (report: Report) =>
  new Map(report.trainings[0]!.lines.map((each) => [`${basename(each.file)}:${each.line}`, each]));

/** `places`: text that stands on the line, the norm there, ops. */
function check(report: Report, places: [file: string, text: string, norm: number, ops: number][]): void {
  const found = entries(report);
  for (const [file, text, value, ops] of places) {
    const key = `${file}:${lineOf(program(`lines/${file}`), text)}`;
    const entry = found.get(key);
    assert.ok(entry, `no gradient on ${key}: ${text}; there are ${[...found.keys()].join(' ')}`);
    assert.ok(
      Math.abs((entry.gradientNorm as number) - value) < 1e-5 * value,
      `${key}: ${entry.gradientNorm}, ${value}`,
    );
    assert.equal(entry.ops, ops, key);
    found.delete(key);
  }
  assert.deepEqual([...found.keys()], [], 'lines without an op');
}

const own = (file: string): [string, string, number, number][] => [
  [file, 'tf.matMul(', expected.product, 1],
  [file, 'tf.add(', expected.sum, 1],
  [file, 'tf.tanh(', expected.tanh, 1],
  [file, 'tf.sub(', expected.difference, 1],
  [file, 'tf.mean(', norm([expected.square, expected.mean]), 2],
  [file, "true, 'w'", expected.w, 0],
  [file, "true, 'b'", expected.b, 0],
];

describe('gradients on lines', () => {
  for (const file of ['commonjs.cjs', 'typed.ts']) {
    it(`${file}: at the last step, against float64 by hand`, async () => {
      const { report, status } = await trainJson([
        program(`lines/${file}`),
        '--lines',
        '--backend',
        'cpu',
        '--fail-on',
        'never',
      ]);
      assert.equal(status, 0);
      check(report, own(file));
    });
  }

  for (const sourcemap of ['linked', 'inline'] as const) {
    it(`typed.ts, compiled with a source map (${sourcemap}) by its author: on the lines of the source`, async () => {
      const folder = temporaryFolder();
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
      const outfile = join(folder, 'dist/typed.mjs');
      buildSync({ entryPoints: [program('lines/typed.ts')], outfile, sourcemap, format: 'esm', platform: 'node' });
      const { report } = await trainJson([outfile, '--lines', '--backend', 'cpu', '--fail-on', 'never']);
      check(report, own('typed.ts'));
    });
  }

  it('main.mjs: ops of a helper count on their own line and on the line that calls it', async () => {
    const { report } = await trainJson([program('lines/main.mjs'), '--lines', '--backend', 'cpu']);
    check(report, [
      ['helpers.mjs', 'tf.matMul(', expected.product, 1],
      ['helpers.mjs', 'tf.add(', expected.sum, 1],
      ['helpers.mjs', 'tf.mean(', expected.mean, 1],
      ['helpers.mjs', 'tf.square(', norm([expected.square, expected.difference]), 2],
      ['main.mjs', 'tf.tanh(dense(', norm([expected.product, expected.sum, expected.tanh]), 3],
      ['main.mjs', 'squaredError(a, y)', norm([expected.difference, expected.square, expected.mean]), 3],
      ['main.mjs', "true, 'w'", expected.w, 0],
      ['main.mjs', "true, 'b'", expected.b, 0],
    ]);
    const { info } = openRun(report.run);
    const kept = info.sources.map(({ file }) => basename(file)).sort();
    assert.deepEqual(kept, ['helpers.mjs', 'main.mjs'], 'the text of both files is kept');
  });

  for (const call of ['minimize', 'fit']) {
    it(`layers.cjs, ${call}: ops and parameters of a layer count on the line that makes it`, async () => {
      const file = program('lines/layers.cjs');
      const { report } = await trainJson([file, '--lines', '--backend', 'cpu', '--fail-on', 'never'], [call]);
      const found = entries(report);
      const [training] = report.trainings;
      for (const [text, variables, most] of [
        ['units: 3', 2, 4],
        ['layers.activation', 0, 1],
        ['units: 1,', 2, 4],
      ] as const) {
        const entry = found.get(`layers.cjs:${lineOf(file, text)}`);
        assert.ok(entry, `${text}: ${[...found.keys()].join(' ')}`);
        assert.ok(entry.ops >= 1 && entry.ops <= most, `${text}: ${entry.ops} ops`);
        const made = training!.variables.filter(({ line }) => line === entry.line);
        assert.equal(made.length, variables, text);
        const parameters = norm(made.map(({ gradient }) => gradient.norm as number));
        assert.ok((entry.gradientNorm as number) > parameters, `${text}: ${entry.gradientNorm}, ${parameters}`);
      }
      const apply = found.get(`layers.cjs:${lineOf(file, 'model.apply(x)')}`);
      assert.equal(apply !== undefined, call === 'minimize', 'the line that calls the model');
    });
  }

  for (const file of [
    'recurrent.cjs',
    'fit.cjs',
    'minimize.mjs',
    'convolution.mjs',
    'twoOptimizers.cjs',
    'plainTensors.cjs',
  ]) {
    it(`${file}: variables have the gradient that the step had, at each measured step`, async () => {
      const { report } = await trainJson([
        program(`watched/${file}`),
        '--lines',
        '--backend',
        'cpu',
        '--fail-on',
        'never',
      ]);
      const run = openRun(report.run);
      let compared = 0;
      for (const { id } of report.trainings) {
        for (const { step } of run.index.lines.get(id)!.rows) {
          const { graph, why } = run.linesAt(id, step)!.payload;
          assert.equal(why, null);
          run.readings(id, step).variables.forEach(({ gradientNorm }, i) => {
            const found = graph!.variable[i]!;
            assert.ok(
              Math.abs(found - gradientNorm!) <= 1e-4 * gradientNorm!,
              `step ${step}, ${i}: ${found}, ${gradientNorm}`,
            );
            compared++;
          });
        }
      }
      assert.ok(compared >= 2, String(compared));
    });
  }

  it('a gradient written by hand: by the derivative of its loss, though the loss is computed behind the update', async () => {
    const file = program('watched/handWritten.cjs');
    const { report } = await trainJson([file, '--lines', '--backend', 'cpu']);
    const run = openRun(report.run);
    const { rows } = run.index.lines.get(0)!;
    assert.ok(rows.length >= 2, String(rows.length));
    for (const { step } of rows) {
      const { graph, why } = run.linesAt(0, step)!.payload;
      assert.equal(why, null);
      // The update is 0.1·xᵀe, and the derivative of the mean of four squares 2/4·xᵀe.
      const [update] = run.readings(0, step).variables;
      const expected = 5 * update!.gradientNorm!;
      assert.ok(Math.abs(graph!.variable[0]! - expected) <= 1e-4 * expected, `step ${step}`);
    }
    const found = entries(report);
    const kernels = ['x.matMul(weights)', 'error.square().mean()'].map((text) =>
      found.get(`handWritten.cjs:${lineOf(file, text)}`),
    );
    assert.deepEqual(
      kernels.map((each) => each?.ops),
      [2, 2],
    );
  });

  it('a gradient written by hand without a loss: why there is none', async () => {
    const file = join(temporaryFolder(), 'noLoss.cjs');
    const text = readFileSync(program('watched/handWritten.cjs'), 'utf8')
      .replace("const { observe } = require('./observe.cjs');", 'const observe = () => undefined;')
      .replace('return error.square().mean().dataSync()[0];', 'return 0;');
    writeFileSync(file, text);
    const { stdout } = await gradlens(['train', file, '--lines', '--backend', 'cpu', '--run', runFolder(), '--plain']);
    assert.match(stdout, /gradients on lines: not measured: its gradient is written by hand, and no single number/);
  });

  it('are recorded without being asked for, also without curvature and checkpoints where they are', async () => {
    const file = program('lines/commonjs.cjs');
    const plain = await trainJson([file, '--backend', 'cpu']);
    assert.equal(plain.report.trainings[0]!.lines.length, 7);
    const nothing = ['--curvature-every', '0', '--checkpoints', '0'];
    const alone = await trainJson([file, '--backend', 'cpu', '--lines', ...nothing]);
    check(alone.report, own('commonjs.cjs'));
  });

  it('are printed by --lines, with the op at which the gradient shrinks most on its way', async () => {
    const args = ['train', program('lines/commonjs.cjs'), '--lines', '--backend', 'cpu', '--fail-on', 'never'];
    const { stdout } = await gradlens([...args, '--run', runFolder(), '--plain']);
    assert.match(stdout, /line, step 5 +‖g‖ +ops\n/);
    assert.match(stdout, /commonjs\.cjs:12 +2\.17 +1\n/);
    assert.match(stdout, /\n +w: ‖g‖ 1\.14, shrinks most at Tanh, commonjs\.cjs:12 \(× 0\.224\), grows most at Square/);
    assert.match(stdout, /from the loss to w +line +‖g‖ +passed on\n +Mean +commonjs\.cjs:14 +1\.00 +× 0\.577\n/);
  });
});
