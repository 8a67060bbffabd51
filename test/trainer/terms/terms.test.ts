/** Loss terms as `gradlens train --json` prints them, against closed forms and the float64 references. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import assert from 'node:assert/strict';
import type { ReportTerm, ReportTraining } from '../../../src/protocol/report.js';
import { openRun } from '../../../src/runs/openRun.js';
import { readReference, type Values } from '../../support/referenceModel.js';
import { program } from '../support/runProgram.js';
import { trainJson } from '../cli/gradlens.js';

const squares = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value * value, 0);
const sizes = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + Math.abs(value), 0);
const norm = (values: ArrayLike<number>) => Math.sqrt(squares(values));

function near(found: unknown, expected: number, what: string, tolerance = 1e-6): void {
  assert.equal(typeof found, 'number', `${what}: ${String(found)}`);
  const error = Math.abs((found as number) - expected) / Math.max(Math.abs(expected), 1e-12);
  assert.ok(error < tolerance, `${what}: ${String(found)} is not ${expected}, error ${error}`);
}

async function trained(file: string, args: string[], options: string[] = []) {
  const { report, stderr, status } = await trainJson([program(file), ...options], args);
  assert.equal(status, 0, stderr);
  const [training] = report.trainings as [ReportTraining];
  assert.ok(training.termSum, 'the terms were measured');
  assert.ok((training.termSum.difference as number) < 1e-6, `the sum: ${training.termSum.difference}`);
  const shares = training.terms.reduce((sum, { share }) => sum + (share as number), 0);
  near(shares, 1, 'shares');
  return { training, stderr, report, term: (name: string) => termOf(training, name) };
}

function termOf({ terms }: ReportTraining, name: string): ReportTerm {
  const found = terms.find((term) => term.name === name);
  assert.ok(found, `no term ${name} in ${terms.map((term) => term.name).join()}`);
  return found;
}

const normOf = (term: ReportTerm, variable: string) =>
  term.variables.find(({ name }) => name === variable)!.gradientNorm as number;

describe('loss terms', function () {
  this.timeout(120_000);

  it('of a hand-written loss: named by its variables and by gradlens.term, with λ', async () => {
    const { training, term, report } = await trained('terms/handWritten.cjs', ['1']);
    const w = tf.randomNormal([5, 8], 0, 0.5, 'float32', 3).dataSync();
    const v = [0, 0.5, -0.25, 1, 0, -1, 0.125, 2, 0.5, -2, 0.25, 0, 1, 1, -1, 0.75];
    assert.deepEqual(
      training.terms.map(({ name, line, lambda }) => [name, line, lambda]),
      [
        ['mse', 15, null],
        ['ridge', 16, 0.01],
        ['lasso', 17, 0.002],
        ['bias', 25, 1],
        ['halves', 21, null],
      ],
    );
    const ridge = term('ridge');
    near(ridge.value, 0.01 * (squares(w) + squares(v)), 'ridge');
    near(ridge.gradientNorm, 0.02 * Math.sqrt(squares(w) + squares(v)), 'its gradient');
    near(normOf(ridge, 'w'), 0.02 * norm(w), 'of w');
    near(normOf(ridge, 'v'), 0.02 * norm(v), 'of v');
    assert.equal(normOf(ridge, 'b'), 0);
    const lasso = term('lasso');
    near(lasso.value, 0.002 * sizes(v), 'lasso');
    // TensorFlow.js gives −1 also where a weight is 0.
    near(lasso.gradientNorm, 0.002 * Math.sqrt(v.length), 'its gradient');
    near(term('halves').value, 0.03 * 0.5 * 8 * 0.25, 'halves');
    near(term('halves').gradientNorm, 0.03 * 0.5 * Math.sqrt(8), 'its gradient');
    const mse = term('mse');
    const own = dataGradient(w, v);
    near(mse.value, own.value, 'mse');
    for (const name of ['w', 'b', 'v'] as const) near(normOf(mse, name), norm(own[name]), `mse of ${name}`);
    near(mse.cosine, 1, 'with itself');
    const along = own.w.reduce((sum, g, i) => sum + g * w[i]!, 0) + own.v.reduce((sum, g, i) => sum + g * v[i]!, 0);
    const dataNorm = Math.sqrt(squares(own.w) + squares(own.b) + squares(own.v));
    near(ridge.cosine, along / (dataNorm * Math.sqrt(squares(w) + squares(v))), 'cosine', 1e-5);
    assert.equal(training.termSum!.value, training.loss.first);
    assert.deepEqual(
      report.findings.filter(({ rule }) => rule === 'penalty-unused').map(({ line, message }) => [line, message]),
      [[22, 'The penalty forgotten is computed, and the loss does not depend on it']],
    );
  });

  it('of a batch: exact at the last step, which is recorded', async () => {
    const { training } = await trained('terms/handWritten.cjs', ['25'], ['--steps', '25']);
    assert.equal(training.termSum!.step, 25);
    assert.equal(training.termSum!.value, training.loss.last);
    const total = Math.sqrt(training.variables.reduce((sum, { gradient }) => sum + (gradient.norm as number) ** 2, 0));
    near(training.termSum!.gradientNorm, total, 'the gradient that the step applied');
  });

  it('of 01_linear, value and gradient of each', async () => {
    interface Terms {
      expected: {
        loss_terms: Record<string, number>;
        gradient_terms: Record<string, Record<string, Values>>;
      };
    }
    const { expected } = readReference<Terms>('01_linear');
    const { training } = await trained('curvature/reference.cjs', ['01_linear', 'sgd', '{"learningRate":0.01}', '1']);
    assert.deepEqual(
      training.terms.map(({ line, lambda }) => [line, lambda]),
      [
        [23, null],
        [24, 0.01],
      ],
    );
    for (const [i, kind] of ['data', 'l2'].entries()) {
      const term = training.terms[i]!;
      near(term.value, expected.loss_terms[kind]!, kind);
      for (const [name, { values }] of Object.entries(expected.gradient_terms[kind]!)) {
        if (norm(values) > 0) near(normOf(term, name), norm(values), `${kind} of ${name}`);
        else assert.equal(normOf(term, name), 0);
      }
    }
  });

  it('of regularizers that layers declare', async () => {
    const { training, term, stderr } = await trained('terms/declared.mjs', ['1']);
    const weights = JSON.parse(/^weights (.*)$/m.exec(stderr)![1]!) as Record<string, number[]>;
    const kernel = (layer: string) => weights[`${layer}/kernel`]!;
    assert.deepEqual(
      training.terms.map(({ name, line, lambda }) => [name, line, lambda]),
      [
        ['data', null, null],
        ['first/kernel', 16, 0.01],
        ['first/bias', 16, 0.02],
        ['second/kernel', 26, null],
        ['third/kernel', 34, null],
      ],
    );
    near(term('first/kernel').value, 0.01 * squares(kernel('first')), 'l2');
    near(term('first/kernel').gradientNorm, 0.02 * norm(kernel('first')), 'gradient of l2');
    assert.equal(term('first/bias').value, 0, 'biases start at zero');
    near(term('first/bias').gradientNorm, 0.02 * Math.sqrt(6), 'and are moved all the same');
    const both = kernel('second').map((w) => 0.001 * Math.sign(w) + 0.008 * w);
    near(term('second/kernel').value, 0.001 * sizes(kernel('second')) + 0.004 * squares(kernel('second')), 'l1l2');
    near(term('second/kernel').gradientNorm, norm(both), 'gradient of l1l2');
    near(term('third/kernel').value, 0.125 * squares(kernel('third').map((w) => w * w)), 'an own one');
    near(term('third/kernel').gradientNorm, 0.5 * norm(kernel('third').map((w) => w ** 3)), 'its gradient');
  });

  it('count the zeros that the gradient of tf.abs moves, and name the formula', async () => {
    const { report } = await trained('terms/handWritten.cjs', ['3']);
    const series = openRun(report.run).terms(0)!;
    const at = series.terms.findIndex(({ name }) => name === 'lasso');
    assert.equal(series.zeros[at * series.steps.length], 3, 'v starts with three zeros');
    assert.deepEqual(
      series.terms.map(({ name, kind, formula }) => [name, kind, formula]),
      [
        ['mse', 'data', null],
        ['ridge', 'penalty', 'λ Σw²'],
        ['lasso', 'penalty', 'λ Σ|w|'],
        ['bias', 'penalty', '1/(2m) Σw², m = 64'],
        ['halves', 'penalty', null],
      ],
    );
    assert.deepEqual(
      series.unused.map(({ name, line }) => [name, line]),
      [['forgotten', 22]],
    );
  });

  for (const [kind, lambda] of [
    ['between', 0.02],
    ['inside', 0.02],
    ['none', null],
  ] as const)
    it(`find weight decay that is written into the update: ${kind}`, async () => {
      const { report } = await trained('terms/decay.cjs', [kind]);
      const decay = openRun(report.run).terms(0)!.decay;
      if (lambda === null) assert.equal(decay, null);
      else {
        near(decay!.factor, 0.1 * lambda, 'factor', 1e-3);
        near(decay!.lambda, lambda, 'λ', 1e-3);
      }
    });

  it('are measured without curvature too, and at the steps for which the training waits', async () => {
    const without = await trained('terms/handWritten.cjs', ['6'], ['--curvature-every', '0']);
    assert.equal(without.training.termSum!.step, 6);
    assert.equal(without.training.curvature, null);
    const { report } = await trained('terms/handWritten.cjs', ['20'], ['--curvature-every', '5']);
    const { steps } = openRun(report.run).terms(0)!;
    for (const step of [5, 10, 15, 20]) assert.ok(steps.includes(step), `step ${step}`);
  });

  it('that is no sum: total', async () => {
    const { training } = await trained('terms/noSum.cjs', []);
    const [{ name, share, cosine, value }] = training.terms as [ReportTerm];
    assert.deepEqual([training.terms.length, name, share], [1, 'total', 1]);
    near(cosine, 1, 'with itself');
    assert.equal(value, training.loss.last);
  });
});

/** By hand, in float64: mean squared error of tanh(xw + b)v. */
function dataGradient(w: ArrayLike<number>, v: readonly number[]) {
  const [n, inputs, units, outputs] = [64, 5, 8, 2];
  const x = tf.randomNormal([n, inputs], 0, 1, 'float32', 1).dataSync();
  const y = tf.randomNormal([n, outputs], 0, 1, 'float32', 2).dataSync();
  const found = { value: 0, w: new Array<number>(40).fill(0), b: new Array<number>(8).fill(0), v: v.map(() => 0) };
  for (let s = 0; s < n; s++) {
    const h = Array.from({ length: units }, (_, j) => {
      let sum = 0;
      for (let i = 0; i < inputs; i++) sum += x[s * inputs + i]! * w[i * units + j]!;
      return Math.tanh(sum);
    });
    const back = new Array<number>(units).fill(0);
    for (let k = 0; k < outputs; k++) {
      const error = h.reduce((sum, each, j) => sum + each * v[j * outputs + k]!, 0) - y[s * outputs + k]!;
      found.value += error ** 2 / (n * outputs);
      const d = (2 * error) / (n * outputs);
      h.forEach((each, j) => {
        found.v[j * outputs + k]! += d * each;
        back[j]! += d * v[j * outputs + k]! * (1 - each ** 2);
      });
    }
    back.forEach((d, j) => {
      found.b[j]! += d;
      for (let i = 0; i < inputs; i++) found.w[i * units + j]! += d * x[s * inputs + i]!;
    });
  }
  return found;
}
