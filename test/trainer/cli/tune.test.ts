import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolds } from '../../../src/regularization/lambda/folds.js';
import { program as programFile, root, temporaryFolder } from '../support/runProgram.js';
import { gradlens, tuneResultOf } from './gradlens.js';

interface Ridge {
  x: number[];
  y: number[];
  degree: number;
  folds: number[][];
  grid: {
    lambda: number;
    coefficients: number[];
    training_mse: number;
    fold_mse: number[];
    cv_mse: number;
    cv_standard_error: number;
  }[];
  best_lambda: number;
  one_standard_error_lambda: number;
}
const { expected: ridge } = JSON.parse(readFileSync('test/reference/13_ridge.json', 'utf8')) as { expected: Ridge };

/** A project of one program that finds TensorFlow.js where the repository has it. */
function project(name: string, text: string): string {
  const folder = realpathSync(temporaryFolder());
  writeFileSync(join(folder, 'package.json'), '{}');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** A hand-written loop whose outcome is λ itself, by whatever way the file is loaded. */
const reporting = (load: string, lambda = 'const lambda = 0.5;') => `${load}
${lambda}
const w = tf.variable(tf.scalar(1));
tf.train.sgd(0.1).minimize(() => w.square().mul(lambda));
metric('val_loss', Math.abs(lambda - 0.25) + 1);
metric('loss', w.dataSync()[0]);
`;

describe('gradlens tune', function () {
  this.timeout(300_000);

  it('agrees with ridge regression in closed form: errors of the folds, standard errors, coefficients, both λ', async () => {
    // Rows in the order in which our folds are the reference's.
    const order: number[] = [];
    makeFolds(ridge.x.length, ridge.folds.length, 1).forEach((rows, fold) =>
      rows.forEach((row, i) => (order[row] = ridge.folds[fold]![i]!)),
    );
    const file = project('ridge.cjs', readFileSync(programFile('tune/ridge.cjs'), 'utf8'));
    const data = join(file, '..', 'data.json');
    const pick = (values: number[]) => order.map((row) => values[row]!);
    writeFileSync(data, JSON.stringify({ x: pick(ridge.x), y: pick(ridge.y), degree: ridge.degree }));
    const grid = ridge.grid.filter(({ lambda }) => lambda > 0.005 && lambda < 2);
    const list = grid.map(({ lambda }) => lambda).join(',');
    const before = readFileSync(file, 'utf8');
    const ended = await gradlens(['tune', file, '--values', list, '--json', '--', data]);
    assert.equal(ended.status, 0, ended.stderr);
    const { values, best, oneStandardError, folds, jobs, deterministic, lambda } = tuneResultOf(ended);
    assert.deepEqual([folds?.count, folds?.samples, deterministic, jobs.failed], [5, 15, true, 0]);
    assert.deepEqual([lambda.name, lambda.line, lambda.value], ['lambda', 5, 0.1]);
    const close = (actual: number | null, wanted: number, what: string, tolerance = 1e-3) =>
      assert.ok(
        actual !== null && Math.abs(actual - wanted) <= tolerance * Math.abs(wanted),
        `${what}: ${actual}, not ${wanted}`,
      );
    assert.equal(values.length, grid.length);
    grid.forEach((wanted, i) => {
      const tuned = values[i]!;
      const at = `λ ${wanted.lambda}`;
      tuned.runs.forEach(({ validation }, fold) => close(validation, wanted.fold_mse[fold]!, `${at}, fold ${fold}`));
      close(tuned.validation.mean, wanted.cv_mse, `${at}, mean`);
      close(tuned.validation.standardError, wanted.cv_standard_error, `${at}, standard error`);
      const [, ...kernel] = wanted.coefficients;
      const size = Math.hypot(...kernel);
      kernel.forEach((coefficient, k) =>
        assert.ok(Math.abs(tuned.coefficients![k]! - coefficient) < 1e-3 * size, `${at}, coefficient ${k}`),
      );
    });
    assert.equal(values[best!]!.value, ridge.best_lambda);
    assert.equal(values[oneStandardError!]!.value, ridge.one_standard_error_lambda);
    assert.equal(readFileSync(file, 'utf8'), before);
  });

  const ways: [name: string, text: string][] = [
    ['commonjs.cjs', reporting("const tf = require('@tensorflow/tfjs'); const { metric } = require('gradlens');")],
    ['module.mjs', reporting("import * as tf from '@tensorflow/tfjs'; import { metric } from 'gradlens';")],
    ['syntax.js', reporting("import * as tf from '@tensorflow/tfjs'; import { metric } from 'gradlens';")],
    [
      'typed.ts',
      reporting(
        "import * as tf from '@tensorflow/tfjs'; import { metric } from 'gradlens';",
        'enum Way { Up }\nconst lambda: number = 0.5 as number; const way: Way = Way.Up; void way;',
      ),
    ],
  ];
  for (const [name, text] of ways) {
    it(`replaces the number in ${name} as it loads, and nowhere else`, async () => {
      const file = project(name, text);
      const ended = await gradlens(['tune', file, '--values', '0.125,0.25,1', '--json']);
      assert.equal(ended.status, 0, ended.stderr);
      const { values, best, folds } = tuneResultOf(ended);
      assert.deepEqual(
        values.map(({ validation }) => validation.mean),
        [1.125, 1, 1.75],
      );
      assert.deepEqual([best, folds], [1, null]);
      assert.ok(Math.abs(values[0]!.training.mean! - (1 - 0.2 * 0.125)) < 1e-6);
      assert.equal(readFileSync(file, 'utf8'), text);
    });
  }

  it('gives every run the same random numbers, and repeats a program that differs all the same', async () => {
    const file = project(
      'main.cjs',
      "const tf = require('@tensorflow/tfjs'); const { metric } = require('gradlens');\nconst lambda = 1;\n" +
        "metric('val_loss', lambda + Math.random()); metric('val_own', lambda + Number(process.hrtime.bigint() % 1000n) / 1e4);",
    );
    const args = ['tune', file, '--values', '1,2', '--json'];
    const seeded = tuneResultOf(await gradlens(args));
    assert.deepEqual([seeded.deterministic, seeded.repeats], [true, 1]);
    assert.ok(Math.abs(seeded.values[1]!.validation.mean! - seeded.values[0]!.validation.mean! - 1) < 1e-9);
    const own = tuneResultOf(await gradlens([...args, '--metric', 'own']));
    assert.deepEqual([own.deterministic, own.repeats], [false, 3]);
    assert.ok(own.values.every(({ spread }) => spread! > 0));
  });

  it('tells in one sentence what keeps it from tuning, with status 2', async () => {
    const load = "const tf = require('@tensorflow/tfjs');\n";
    const fit = `const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, inputShape: [1], kernelRegularizer: tf.regularizers.l2({ l2: 0.1 }) }));
model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
void model.fit(tf.ones([3, 1]), tf.ones([3, 1]), { epochs: 1, verbose: 0 });\n`;
    const refused: [text: string, args: string[], message: RegExp][] = [
      [
        `${load}const lambda = 1;\nconst weightDecay = 2;`,
        [],
        /has several: lambda = 1 \(line 2\), weightDecay = 2 \(line 3\)/,
      ],
      [`${load}tf.regularizers.l2({ l2: Number('3') });`, [], /is not a number in the text \(Number\('3'\)\)/],
      [load + fit, [], /^3 samples cannot be split into 5 folds: give --folds 3 or fewer\.$/],
      [`${load}const lambda = 1;`, [], /^The program reports no loss of a validation/],
    ];
    for (const [text, args, message] of refused) {
      const { status, stdout, stderr } = await gradlens(['tune', project('train.cjs', text), '--json', ...args]);
      assert.deepEqual([status, stdout], [2, ''], stderr);
      assert.match(stderr.trim(), message);
      assert.match(stderr, /^[^\n]+\.\n$/, 'one sentence');
    }
    const three = tuneResultOf(
      await gradlens(['tune', project('train.cjs', load + fit), '--folds', '3', '--values', '1', '--json']),
    );
    assert.deepEqual([three.folds?.samples, three.values[0]!.runs.length], [3, 3]);
  });

  it('ends with 3 where the program fails, and says with which error', async () => {
    const file = project('train.cjs', "const lambda = 1;\nthrow new TypeError('not today');");
    const ended = await gradlens(['tune', file, '--json']);
    assert.equal(ended.status, 3);
    assert.match(ended.stderr, /TypeError: not today/);
    assert.equal(tuneResultOf(ended).stopped, 'error');
  });

  it('stops at Ctrl-C with 130, leaves no process, and goes on from there', async () => {
    const file = project(
      'train.cjs',
      reporting("const tf = require('@tensorflow/tfjs'); const { metric } = require('gradlens');"),
    );
    const args = ['tune', file, '--log', '0.01', '1', '9', '--jobs', '1'];
    let asked = false;
    const stopped = await gradlens(args, (text, pid) => {
      if (asked || !/^run 3 of 9/m.test(text)) return;
      asked = true;
      process.kill(pid, 'SIGINT');
    });
    assert.equal(stopped.status, 130, stopped.stderr);
    assert.match(stopped.stdout, /\nStopped: what was finished is kept, and the same command goes on from there\.\n/);
    while (spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout.includes(file))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const rest = tuneResultOf(await gradlens([...args, '--json']));
    assert.deepEqual([rest.stopped, rest.jobs.done], ['end', 9]);
    assert.ok(rest.jobs.reused >= 3 && rest.jobs.reused < 10, String(rest.jobs.reused));
    const shown = await gradlens(args);
    assert.match(
      shown.stdout,
      /^lambda at train\.cjs:2, now 0\.500: the program's own validation; loss, lower is better\.\n/,
    );
    assert.match(shown.stdout, /\nBest: 0\.\d+\.\n/);
  });
});
