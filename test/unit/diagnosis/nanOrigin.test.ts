import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import type { Evidence, NonFinite } from '../../../src/diagnosis/evidence.js';
import { LossTrend } from '../../../src/diagnosis/lossTrend.js';
import { nanOrigin } from '../../../src/diagnosis/rules/nanOrigin.js';
import { openProgram } from '../../../src/program/openProgram.js';
import { createStatisticsReader } from '../../../src/probes/statistics/createReader.js';
import { centredRoot } from '../../../src/probes/values/centredRoot.js';
import { closerLook } from '../../../src/probes/values/closerLook.js';
import { readProgram } from '../../../src/probes/values/readProgram.js';
import { recordCall } from '../program/recordCall.js';

const dist = join(import.meta.dirname, '..', '..', '..', 'dist');
const evaluation = {
  thread: pathToFileURL(join(dist, 'trainer', 'evaluationThread.mjs')),
  assets: join(dist, 'tfjs'),
};
const describeVariable = (variable: tf.Variable) => ({
  ...{ name: variable.name, layer: null, shape: variable.shape, parameters: variable.size, file: null, line: null },
  ...{ assigned: true, applied: [] },
});

/** What the rule says of a loss of one variable `w`, at its first step. */
function finding(values: number[], loss: (w: tf.Tensor1D) => tf.Tensor, recordedAt = 1) {
  tf.disposeVariables();
  const w = tf.variable(tf.tensor1d(values), true, 'w');
  const { program, value, grads } = recordCall(tf, () => loss(w as unknown as tf.Tensor1D), [w]);
  const isFinite = (tensor: tf.Tensor) => tensor.dataSync().every(Number.isFinite);
  const where = isFinite(value) ? 'gradient' : 'loss';
  const recorded = { training: 0, step: 1, program, weights: [w], check: null, forLinesAlone: false };
  const before = tf.memory().numTensors;
  const opened = openProgram(tf, program);
  const reader = { core: tf, statistics: createStatisticsReader(evaluation.assets), describe: describeVariable };
  const nonFinite: NonFinite = {
    ...{ step: 1, where, recordedAt, root: null, probe: readProgram(reader, recorded, opened) },
    look: closerLook(tf, recorded, evaluation),
  };
  opened.dispose();
  const [found, ...others] = nanOrigin.examine(evidenceOf(nonFinite), nanOrigin.thresholds);
  assert.equal(tf.memory().numTensors, before, 'tensors are left behind');
  assert.equal(others.length, 0);
  return { where, gradient: grads[0], message: found?.message ?? '', evidence: found?.evidence ?? {} };
}

const evidenceOf = (nonFinite: NonFinite, more: object = {}): Evidence =>
  ({
    ...{ nonFinite, loss: new LossTrend(), programs: [], recent: [], source: () => null },
    payload: { file: 'a.mjs', line: 3, variables: [{ name: 'w' }], optimizer: { name: 'RMSProp', config: {} } },
    ...more,
  }) as unknown as Evidence;

const positive = () => tf.tensor1d([0, 1], 'bool');

/** To three digits, as a number that float64 gives. */
const near = (found: unknown, expected: number) =>
  assert.ok(Math.abs((found as number) - expected) <= 1e-6 * Math.abs(expected), `${String(found)}, not ${expected}`);

describe('the origin of NaN', function () {
  this.timeout(60_000);
  before(() => tf.setBackend('cpu'));
  afterEach(() => tf.disposeVariables());

  it('overflow of exp: e^95 is 1.8e41 in float64, e^800 is beyond that too', () => {
    const { where, message, evidence } = finding([95, 1, 90], (w) => tf.sum(tf.exp(w)));
    assert.equal(where, 'loss');
    assert.equal(
      message,
      'Exp made the first 2 infinite values: it was given 95.0 (float32 ends at 88), overflow of float32 (the value is 1.81e41)',
    );
    near(evidence['float64'], Math.exp(95));
    assert.match(
      finding([800, 1], (w) => tf.sum(tf.exp(w))).message,
      // 800 · log₁₀e = 347.4356
      /overflow of float32 and of float64 \(the value is 2\.7e347\)$/,
    );
  });

  it('log of 0, and of less', () => {
    const zero = finding([1, 0], (w) => tf.sum(tf.log(w)));
    assert.equal(zero.message, 'Log made the first infinite value: it was given 0, undefined in exact arithmetic too');
    const negative = finding([1, -0.25, 4], (w) => tf.sum(tf.log(w)));
    assert.equal(negative.message, 'Log made the first NaN: it was given −0.250, undefined in exact arithmetic too');
  });

  it('log of a 0 that float32 rounded to: what float64 has there', () => {
    const { message, evidence } = finding([-120, 1], (w) => tf.sum(tf.log(tf.exp(w))));
    assert.equal(
      message,
      'Log made the first infinite value: it was given 0, lost to the rounding of float32 (7.67e-53 became 0, the value is −120)',
    );
    near((evidence['givenInFloat64'] as number[])[0], Math.exp(-120));
    near(evidence['float64'], -120);
  });

  it('√ at 0 backward, its loss finite', () => {
    const { where, message, evidence } = finding([0, 4], (w) => tf.sum(tf.sqrt(w)));
    assert.equal(where, 'gradient');
    assert.equal(
      message,
      'The derivative of sqrt made the first infinite value in the gradient, while the loss is finite: it was given 0, undefined in exact arithmetic too',
    );
    assert.equal(evidence['pass'], 'backward');
    assert.equal(evidence['passed'], 1);
  });

  it('a derivative beyond float32: of 1/w² at 1e-14 it is −2e42', () => {
    const { where, message, evidence } = finding([1e-14, 1], (w) => tf.sum(tf.pow(w, -2)));
    assert.equal(where, 'gradient');
    assert.match(message, /^The derivative of pow .*: .*, overflow of float32 \(the value is −2e42\)$/);
    near(evidence['float64'], -2 * Math.fround(1e-14) ** -3);
  });

  it('0/0 in the branch that tf.where does not take', () => {
    const { where, message } = finding([0, 2], (w) =>
      tf.sum(tf.where(positive(), tf.div(tf.square(w), w), tf.zerosLike(w))),
    );
    assert.equal(where, 'gradient');
    assert.equal(
      message,
      'The derivative of the division made the first NaN in the gradient, while the loss is finite: it was given 0 / 0, undefined in exact arithmetic too (tf.where does not guard the gradient of the branch that it does not take)',
    );
    // log(0/0) is NaN before any derivative: the division is the first.
    const inner = finding([0, 2], (w) => tf.sum(tf.where(positive(), tf.log(tf.div(w, w)), tf.zerosLike(w))));
    assert.match(inner.message, /^The division made the first NaN: it was given 0 \/ 0, .* \(tf\.where does not guard/);
    // log of 0 there is infinite, and its derivative times the 0 of tf.where NaN.
    const log = finding([0, 2], (w) => tf.sum(tf.where(positive(), tf.log(w), tf.zerosLike(w))));
    assert.match(
      log.message,
      /^The derivative of log made the first NaN .*: it was given 0, .* \(tf\.where does not guard/,
    );
    const root = finding([0, 2], (w) => tf.sum(tf.where(positive(), tf.sqrt(w), tf.zerosLike(w))));
    assert.match(
      root.message,
      /^The derivative of sqrt made the first NaN .*: it was given 0, .* \(tf\.where does not/,
    );
    assert.equal(root.evidence['passed'], 0);
  });

  it('0/0 forward', () => {
    const { message } = finding([0, 0], (w) => tf.sum(tf.div(w, tf.sum(w))));
    assert.equal(message, 'The division made the first 2 NaN: it was given 0 / 0, undefined in exact arithmetic too');
  });

  it('a negative base of pow', () => {
    const { message } = finding([-2, 1], (w) => tf.sum(tf.pow(w, 1.5)));
    assert.equal(
      message,
      'Pow made the first NaN: it was given −2.00 to the power of 1.50, undefined in exact arithmetic too',
    );
  });

  it('a function with a gradient of its own that divides by zero there', () => {
    const root = tf.customGrad((x, save) => {
      (save as tf.GradSaveFunc)([x as tf.Tensor]);
      return { value: tf.abs(x as tf.Tensor), gradFunc: (dy, [saved]) => tf.div(dy, saved!) };
    });
    const { message, evidence } = finding([0, 2], (w) => tf.sum(root(w)));
    assert.match(
      message,
      /^The derivative of customGrad \(Abs\) made the first infinite value .*: infinite in float64 too$/,
    );
    assert.equal(evidence['kernel'], 'customGrad (Abs)');
  });

  it('data that break in an op of the data alone', () => {
    const { message } = finding([1, 2], (w) => tf.sum(tf.mul(w, tf.log(tf.tensor1d([1, 0])))));
    assert.match(message, /^The data of step 1 hold NaN or infinity: 0 NaN, 1 infinite/);
  });

  it('says of a batch that was not recorded that an earlier one is finite', () => {
    const w = [1, 2];
    const { message } = finding(w, (x) => tf.sum(tf.square(x)), 1);
    assert.equal(message, 'The gradient is not finite at step 1');
    assert.match(
      finding(w, (x) => tf.sum(tf.square(x)), 0).message,
      /finite with the same weights on the batch of step 0$/,
    );
  });

  it('centred RMSprop: mean(g²) − mean(g)² − ε of g = 1e-4 is −9.1e-9 after one step', () => {
    const w = tf.variable(tf.tensor1d([1, 1]), true, 'w');
    const optimizer = tf.train.rmsprop(1e-3, 0.9, 0, 1e-8, true);
    optimizer.minimize(() => tf.sum(tf.mul(w, tf.tensor1d([1e-4, 1]))), false, [w]);
    assert.ok(Number.isNaN(w.dataSync()[0]) && Number.isFinite(w.dataSync()[1]));
    const root = centredRoot(optimizer)!;
    assert.equal(root.row, 0);
    // 0.1·g² − (0.1·g)² − ε
    assert.ok(Math.abs(root.value - (0.1 * 1e-8 - 0.01 * 1e-8 - 1e-8)) < 1e-14, String(root.value));
    assert.equal(centredRoot(tf.train.rmsprop(1e-3)), null);
    assert.equal(centredRoot(tf.train.adam()), null);
    const nonFinite: NonFinite = { step: 1, where: 'update', probe: null, recordedAt: null, look: null, root };
    const norms = Float64Array.of(1, NaN, NaN);
    const [found] = nanOrigin.examine(evidenceOf(nonFinite, { recent: [{ step: 1, payload: { norms } }] }), {});
    assert.match(
      found!.message,
      /^Centred RMSprop made w NaN .*, which is −9\.1e-9 here, undefined in exact arithmetic too$/,
    );
    const plain = nanOrigin.examine(
      evidenceOf({ ...nonFinite, root: null }, { recent: [{ step: 1, payload: { norms } }] }),
      {},
    );
    assert.match(plain[0]!.message, /^The update made w NaN/);
  });

  it('looks once, while the weights are those of before the update', () => {
    tf.disposeVariables();
    const w = tf.variable(tf.tensor1d([1, 0]), true, 'w');
    const { program } = recordCall(tf, () => tf.sum(tf.log(w)), [w]);
    const look = closerLook(tf, { program, weights: [w] }, evaluation);
    const first = look.forward(program.ops[0]!);
    w.assign(tf.tensor1d([NaN, NaN]));
    look.close();
    assert.equal(look.forward(program.ops[0]!), first);
    assert.deepEqual(first!.inputs, [0]);
    assert.equal(look.forward(program.ops[1]!), null);
    assert.equal(look.backward(), null);
  });

  it('is silent where the gradient is finite: the mended twins', () => {
    const safe = finding([0, 2], (w) => {
      const divisor = tf.where(positive(), w, tf.onesLike(w));
      return tf.sum(tf.where(positive(), tf.div(tf.square(w), divisor), tf.zerosLike(w)));
    });
    assert.ok(safe.gradient!.dataSync().every(Number.isFinite));
  });
});
