import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { startEvaluator, type Evaluator } from '../../../src/probes/evaluation/evaluator.js';
import type { Weights } from '../../../src/probes/evaluation/messages.js';
import { recordCall } from '../../unit/program/recordCall.js';
import { root } from '../support/runProgram.js';

const numbers = (count: number, seed: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(seed + 1.7 * i));
function dot(a: Weights, b: Weights): number {
  let sum = 0;
  a.forEach((part, i) => {
    for (let j = 0; j < part.length; j++) sum += part[j]! * b[i]![j]!;
  });
  return sum;
}

describe('programs in float64', function () {
  this.timeout(60_000);
  let evaluator: Evaluator;
  before(async () => {
    await tf.setBackend('cpu');
    evaluator = startEvaluator(pathToFileURL(join(root, 'dist/trainer/evaluationThread.mjs')), {
      ...{ precision: 'float64', backend: 'cpu', assets: join(root, 'dist/tfjs') },
    });
  });
  after(() => evaluator.close());
  afterEach(() => tf.disposeVariables());

  it('least squares: loss, gradient and product as their closed forms in double precision', async () => {
    const [n, k] = [6, 3];
    const [X, y, w, v] = [numbers(n * k, 1), numbers(n, 2), numbers(k, 3), Float64Array.from(numbers(k, 4))];
    const variable = tf.variable(tf.tensor2d(w, [k, 1]));
    const { program } = recordCall(
      tf,
      () => tf.mean(tf.square(tf.sub(tf.matMul(tf.tensor2d(X, [n, k]), variable), tf.tensor2d(y, [n, 1])))),
      [variable],
    );
    const open = await evaluator.open(program);
    const errors = Array.from({ length: n }, (_, i) => w.reduce((sum, wj, j) => sum + wj * X[i * k + j]!, -y[i]!));
    const loss = errors.reduce((sum, e) => sum + e * e, 0) / n;
    const column = (values: number[], j: number) => values.reduce((sum, e, i) => sum + (2 / n) * e * X[i * k + j]!, 0);
    const Xv = Array.from({ length: n }, (_, i) => v.reduce((sum, vj, j) => sum + vj * X[i * k + j]!, 0));
    const told = await open.gradient([w]);
    assert.ok(Math.abs(told.loss - loss) < 1e-14 * loss);
    assert.equal(await open.loss([w]), told.loss);
    const [product] = await open.product([w], [v]);
    for (let j = 0; j < k; j++) {
      assert.ok(Math.abs(told.gradient[0]![j]! - column(errors, j)) < 1e-14);
      assert.ok(Math.abs(product![j]! - column(Xv, j)) < 1e-9);
    }
    await open.dispose();
  });

  it('softmax cross-entropy behind tanh: the gradient agrees with differences of the loss to 1e-9', async () => {
    const [first, second] = [
      tf.variable(tf.tensor(numbers(20, 1), [4, 5])),
      tf.variable(tf.tensor(numbers(15, 2), [5, 3])),
    ];
    const x = tf.tensor2d(numbers(24, 3), [6, 4]);
    const labels = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32'), 3);
    const { program, grads } = recordCall(
      tf,
      () => tf.losses.softmaxCrossEntropy(labels, tf.matMul(tf.tanh(tf.matMul(x, first)), second)),
      [first, second],
    );
    const open = await evaluator.open(program);
    const weights = [first, second].map((variable) => Float64Array.from(variable.dataSync()));
    const direction = weights.map((part, i) => Float64Array.from(numbers(part.length, 7 + i)));
    const { gradient } = await open.gradient(weights);
    const along = (h: number) => open.loss(weights.map((part, i) => part.map((w, j) => w + h * direction[i]![j]!)));
    const difference = async (h: number) => ((await along(h)) - (await along(-h))) / (2 * h);
    const expected = (4 * (await difference(1e-3)) - (await difference(2e-3))) / 3;
    const slope = dot(gradient as Weights, direction);
    assert.ok(Math.abs(slope - expected) < 1e-9 * Math.abs(expected), `${slope} ${expected}`);
    // And the float32 gradient of the program's own call is as far off as float32 is.
    const own = grads.map((tensor) => tensor!.dataSync() as Float32Array);
    const off = Math.max(
      ...own.map((part, i) => Math.max(...part.map((value, j) => Math.abs(value - gradient[i]![j]!)))),
    );
    assert.ok(off > 1e-10 && off < 1e-6, String(off));
    const [a, b] = [direction, weights];
    const left = dot(a, await open.product(weights, b));
    const right = dot(b, await open.product(weights, a));
    assert.ok(Math.abs(left - right) < 1e-8 * Math.abs(left), `${left} ${right}`);
    await open.dispose();
  });

  it('hands a fault on as an error, and answers on', async () => {
    const variable = tf.variable(tf.scalar(2));
    const { program } = recordCall(tf, () => tf.square(variable), [variable]);
    const unknown = structuredClone(program);
    for (const op of unknown.ops) if (op.kind === 'kernel') op.kernel = 'NoSuchKernel';
    const broken = await evaluator.open(unknown);
    await assert.rejects(broken.loss([Float64Array.of(2)]), /NoSuchKernel/);
    const open = await evaluator.open(program);
    assert.equal(await open.loss([Float64Array.of(1.1)]), 1.1 * 1.1);
  });
});
