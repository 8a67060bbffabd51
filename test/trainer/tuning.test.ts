import assert from 'node:assert/strict';
import { readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolds } from '../../src/regularization/lambda/folds.js';
import { numbersNamed } from '../../src/source/lambdas.js';
import { parseSource } from '../../src/source/syntax.js';
import { localRunner } from '../../src/tuning/localRunner.js';
import { tune } from '../../src/tuning/tune.js';
import { root, temporaryFolder } from './support/runProgram.js';

/** Files of a project; the λ is the number named `lambda` in one of them. */
async function tuned(files: Record<string, string>, lambdaFile: string, folds: number | null = 2) {
  const folder = realpathSync(temporaryFolder());
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const file = join(folder, lambdaFile);
  const [lambda] = numbersNamed(parseSource(readFileSync(file, 'utf8'), file), 'lambda');
  const seen = join(folder, 'seen.txt');
  const result = await tune(
    {
      program: { file: join(folder, 'main.js'), args: [seen], cwd: folder },
      lambda: { ...lambda!, file },
      ...{ values: [0.5], folds, metric: null, jobs: 1 },
      node: { path: process.execPath, env: {} },
      ...{ distribution: join(root, 'dist'), gradlens: 'test' },
    },
    { runner: localRunner, signal: new AbortController().signal, onProgress: () => undefined },
  );
  const lines = readFileSync(seen, 'utf8').trim().split('\n');
  return { result, seen: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const head = `import { appendFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
const see = (what) => appendFileSync(process.argv[2], JSON.stringify(what) + '\\n');
`;

describe('jobs of a tuning', function () {
  this.timeout(120_000);

  it('replace the number in a module that the program imports, and leave no trace in the process', async () => {
    const { seen } = await tuned(
      {
        'main.js': `${head}import { lambda } from './settings.js';
import { metric } from 'gradlens';
see({ lambda, argv: process.execArgv, env: Object.keys(process.env).filter((name) => /^GRADLENS_(?!TEST_)/.test(name)) });
metric('val_loss', lambda);`,
        'settings.js': 'export const lambda = 1;',
      },
      'settings.js',
      null,
    );
    assert.deepEqual(seen[0], { lambda: 0.5, argv: [], env: [] });
  });

  it('replace it in CommonJS and TypeScript that is required', async () => {
    for (const [name, text] of [
      ['settings.cjs', 'exports.lambda = 0;\nconst lambda = 1;\nexports.lambda = lambda;'],
      ['settings.cts', 'const lambda: number = 1;\nexport { lambda };'],
    ] as const) {
      const main = `${head}import { createRequire } from 'node:module';
const { lambda } = createRequire(import.meta.url)('./${name}');
see({ lambda });
globalThis[Symbol.for('gradlens.metric')]('val_loss', lambda);
if (lambda > 2) await import('./${name}');`;
      const { seen } = await tuned({ 'main.js': main, [name]: text }, name, null);
      assert.deepEqual(seen[0], { lambda: 0.5 });
    }
  });

  it('give fit its data without a fold, by array and by name, and the fold as validation in place of the program’s own', async () => {
    const { result, seen } = await tuned(
      {
        'main.js': `${head}const lambda = 1;
const a = tf.input({ shape: [1], name: 'a' });
const b = tf.input({ shape: [2], name: 'b' });
const y = tf.layers.dense({ units: 1, kernelRegularizer: tf.regularizers.l2({ l2: lambda }) });
const model = tf.model({ inputs: [a, b], outputs: y.apply(tf.layers.concatenate().apply([a, b])) });
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0) });
const column = tf.tensor2d([0, 1, 2, 3, 4, 5], [6, 1]);
const wide = tf.concat([column, column.mul(10)], 1);
const before = tf.memory().numTensors;
const history = await model.fit([column, wide], column, {
  ...{ epochs: 1, batchSize: 2, shuffle: false, verbose: 0, validationData: [[tf.ones([1, 1]), tf.ones([1, 2])], tf.ones([1, 1])] },
  callbacks: { onEpochEnd: (_, logs) => see({ logs: Object.keys(logs).sort() }) },
});
await model.fit({ a: column, b: wide }, column, { epochs: 1, verbose: 0 });
const predict = (rows) => {
  const at = tf.tensor1d(rows, 'int32');
  return model.evaluate([column.gather(at), wide.gather(at)], column.gather(at)).dataSync()[0];
};
see({ tensors: tf.memory().numTensors - before, val: history.history.val_loss[0], rows: ROWS.map(predict) });`.replace(
          'ROWS',
          JSON.stringify(makeFolds(6, 2, 1)),
        ),
      },
      'main.js',
    );
    const [logs, first] = seen;
    assert.deepEqual(logs, { logs: ['loss', 'val_loss'] });
    const { val, rows } = first as { val: number; rows: number[] };
    const close = (x: number | null, wanted: number) =>
      assert.ok(Math.abs(x! - wanted) < 1e-4 * wanted, `${x} ${wanted}`);
    close(val, rows[0]!);
    // The rate is 0: each fold's losses are those of the same model on the rows of the folds, without the penalty.
    const { runs, coefficients } = result.values[0]!;
    assert.equal(result.folds?.samples, 6);
    assert.deepEqual(
      runs.map(({ fold }) => fold),
      [0, 1],
    );
    close(runs[0]!.validation, rows[0]!);
    close(runs[0]!.training, rows[1]!);
    close(runs[1]!.validation, rows[1]!);
    assert.equal(coefficients?.length, 3);
  });

  it('take the validation of fitDataset, and of evaluate, where the program has no tensors for fit', async () => {
    const model = `${head}const lambda = 1; see({});
const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones', kernelRegularizer: tf.regularizers.l2({ l2: lambda }) }));
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0) });
const xs = tf.tensor2d([1, 2], [2, 1]);
`;
    const own = async (text: string) => (await tuned({ 'main.js': model + text }, 'main.js', null)).result;
    const dataset =
      await own(`const data = tf.data.array([1, 2]).map((v) => ({ xs: tf.tensor1d([v]), ys: tf.tensor1d([3]) })).batch(2);
await model.fitDataset(data, { epochs: 1, verbose: 0, validationData: data });`);
    assert.deepEqual([dataset.folds, dataset.values[0]!.validation.mean], [null, 2.5]);
    // With its penalty, as the program has it.
    assert.equal(dataset.values[0]!.training.mean, 3);
    const evaluated = await own(`await model.trainOnBatch(xs, xs); model.evaluate(xs, tf.zeros([2, 1]));`);
    assert.deepEqual([evaluated.folds, evaluated.values[0]!.validation.mean], [null, 2.5]);
  });
});
