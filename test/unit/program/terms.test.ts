import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import { openProgram } from '../../../src/program/openProgram.js';
import { inScope } from '../../../src/program/scope.js';
import { productOf, programReader } from '../../../src/program/terms/linearOps.js';
import { lossTerms } from '../../../src/program/terms/lossTerms.js';
import { penaltyForm } from '../../../src/program/terms/weightPenalty.js';
import { l1 } from '../../../src/regularization/weightPenalties.js';
import { recordCall } from './recordCall.js';

const BATCH = 8;

describe('terms of a loss', () => {
  let w: tf.Variable;
  let v: tf.Variable;
  let x: tf.Tensor2D;
  const mse = () => tf.mean(tf.square(tf.matMul(tf.matMul(x, w as tf.Tensor2D), v as tf.Tensor2D))) as tf.Scalar;

  before(async () => {
    await tf.setBackend('cpu');
    x = tf.linspace(-1, 1, BATCH * 3).reshape([BATCH, 3]);
  });
  beforeEach(() => {
    w = tf.variable(tf.tensor2d([0.5, -1, 0, 2, 0.25, -0.75], [3, 2]));
    v = tf.variable(tf.tensor2d([1, -2], [2, 1]));
  });
  afterEach(() => tf.disposeVariables());

  /** Kernels at which each part stands, and what they are multiplied by. */
  function termsOf(loss: () => tf.Scalar) {
    const { program } = recordCall(tf, loss, [w, v]);
    const reader = programReader(program);
    const terms = lossTerms(program);
    const open = openProgram(tf, program);
    const sum = inScope(tf, () =>
      terms
        .flatMap(({ parts }) => parts)
        .reduce((total, { slot, factors }) => {
          const [value] = open.forward([w, v], [slot]);
          return total + productOf(reader, factors) * tf.mean(value!).dataSync()[0]!;
        }, 0),
    );
    const whole = inScope(tf, () => open.loss([w, v]).dataSync()[0]!);
    open.dispose();
    assert.ok(Math.abs(sum - whole) < 1e-5 * Math.abs(whole), `${sum} is not ${whole}`);
    return { terms, form: (at: number) => penaltyForm(reader, terms[at]!) };
  }

  it('are told apart where a penalty was added to the loss of each sample', () => {
    const penalty = () => tf.mul(0.1, tf.sum(tf.square(w))) as tf.Scalar;
    const ofSamples = () => tf.square(tf.matMul(tf.matMul(x, w as tf.Tensor2D), v as tf.Tensor2D)).reshape([BATCH]);
    for (const loss of [
      () => tf.mean(tf.add(ofSamples(), penalty())) as tf.Scalar,
      () => tf.sum(tf.add(penalty(), ofSamples())) as tf.Scalar,
      () => tf.mean(tf.sub(ofSamples(), penalty()).reshape([BATCH, 1])) as tf.Scalar,
    ]) {
      const { terms, form } = termsOf(loss);
      assert.deepEqual(terms.map(({ of }) => of).sort(), ['data', 'weights']);
      assert.match(form(terms.findIndex(({ of }) => of === 'weights'))!.formula, /λ Σw²/);
    }
    // Neither what two samples share nor a bias is a term.
    assert.equal(termsOf(() => tf.mean(tf.add(ofSamples(), ofSamples())) as tf.Scalar).terms.length, 1);
    const bias = tf.variable(tf.scalar(1));
    const { program } = recordCall(tf, () => tf.mean(tf.add(ofSamples(), bias)) as tf.Scalar, [w, v, bias]);
    assert.equal(lossTerms(program).length, 1);
  });

  it('are the operands of sums of single numbers, through signs and factors', () => {
    const norm = (of: tf.Tensor) => tf.sum(tf.square(of)) as tf.Scalar;
    const count = (loss: () => tf.Scalar) => termsOf(loss).terms.length;
    assert.equal(count(mse), 1);
    assert.equal(
      count(() => tf.add(mse(), tf.mul(norm(w), 0.1))),
      2,
    );
    assert.equal(
      count(() => tf.addN([mse(), norm(w), norm(v)])),
      3,
    );
    assert.equal(
      count(() => tf.mul(0.5, tf.sub(mse(), tf.neg(norm(w))))),
      2,
    );
    assert.equal(
      count(() => tf.div(tf.reshape(tf.add(mse(), norm(w)), [1]), 4).reshape([])),
      2,
    );
    assert.equal(
      count(() => tf.mean(tf.stack([mse(), norm(w), norm(v)]))),
      3,
    );
    assert.equal(
      count(() => tf.sum(tf.concat([mse().reshape([1]), norm(w).reshape([1])]))),
      2,
    );
    // One factor before a sum of penalties makes them one term.
    assert.equal(
      count(() => tf.add(mse(), tf.mul(tf.add(norm(w), norm(v)), 0.1))),
      2,
    );
    // A product of numbers is no sum, nor is a root of one.
    assert.equal(
      count(() => tf.mul(mse(), norm(w))),
      1,
    );
    assert.equal(
      count(() => tf.sqrt(tf.add<tf.Scalar>(mse(), norm(w)))),
      1,
    );
    // What does not depend on a variable is no term.
    assert.equal(
      count(() => tf.add(mse(), tf.scalar(3).mul(0))),
      1,
    );
  });

  it('depend on data, or on weights alone', () => {
    const { terms } = termsOf(() => tf.add(mse(), tf.sum(tf.abs(w))));
    assert.deepEqual(
      terms.map(({ of, variables }) => [of, [...variables]]),
      [
        ['data', [0, 1]],
        ['weights', [0]],
      ],
    );
  });

  const forms: [string, () => tf.Tensor, string | null, number | null][] = [
    ['λΣw²', () => tf.mul(tf.sum(tf.square(w)), 0.01), 'λ Σw²', 0.01],
    ['Σ(λw²), as tf.regularizers has it', () => tf.sum(tf.mul(0.01, tf.square(w))), 'λ Σw²', 0.01],
    ['Σw·w', () => tf.sum(tf.mul(w, w)), 'Σw²', 1],
    ['½Σw²', () => tf.div(tf.sum(tf.square(w)), 2), '½ Σw²', 1],
    ['λ/2 Σw²', () => tf.mul(tf.div(tf.sum(tf.square(w)), 2), 0.03), 'λ/2 Σw²', 0.03],
    ['λ/2m', () => tf.mul(tf.div(tf.sum(tf.square(w)), 2 * BATCH), 0.7), `λ/(2m) Σw², m = ${BATCH}`, 0.7],
    ['λ/m', () => tf.div(tf.mul(tf.sum(tf.square(w)), 0.7), BATCH), `λ/m Σw², m = ${BATCH}`, 0.7],
    ['a λ that is one over the batch', () => tf.mul(tf.sum(tf.square(w)), 1 / BATCH), 'λ Σw²', 1 / BATCH],
    ['mean', () => tf.mul(tf.mean(tf.square(w)), 0.2), 'λ mean w²', 0.2],
    ['power', () => tf.mul(tf.sum(tf.pow(w, 2)), 0.2), 'λ Σw²', 0.2],
    ['norm', () => tf.mul(tf.sqrt(tf.sum(tf.square(w))), 0.2), 'λ ‖w‖', 0.2],
    ['λΣ|w|', () => tf.mul(tf.sum(tf.abs(w)), 0.02), 'λ Σ|w|', 0.02],
    ['two weights', () => tf.mul(tf.add(tf.sum(tf.square(w)), tf.sum(tf.square(v))), 0.1), 'λ Σw²', 0.1],
    ['flattened', () => tf.mul(tf.sum(tf.square(tf.concat([w.flatten(), v.flatten()]))), 0.1), 'λ Σw²', 0.1],
    ['fourth power', () => tf.sum(tf.square(tf.square(w))), null, null],
  ];
  for (const [name, penalty, formula, lambda] of forms)
    it(`are told in their formula: ${name}`, () => {
      const { form } = termsOf(() => tf.add(mse(), penalty()) as tf.Scalar);
      const found = form(1);
      assert.equal(found?.formula ?? null, formula);
      assert.equal(found?.penalties[0]?.lambda ?? null, lambda);
    });

  it('tell an elastic net and unequal factors', () => {
    const both = termsOf(
      () => tf.add(mse(), tf.mul(tf.add(tf.sum(tf.abs(w)), tf.mul(tf.sum(tf.square(w)), 0.5)), 0.1)) as tf.Scalar,
    ).form(1)!;
    assert.deepEqual(
      both.penalties.map(({ kind }) => kind),
      ['l1', 'l2'],
    );
    const unequal = termsOf(
      () =>
        tf.add(
          mse(),
          tf.addN([tf.mul(tf.sum(tf.square(w)), 0.1), tf.mul(tf.sum(tf.square(v)), 0.2)]).mul(1),
        ) as tf.Scalar,
    ).form(1)!;
    assert.deepEqual([unequal.formula, unequal.penalties[0]!.lambda], ['λᵢ Σw²', null]);
  });

  it('know whose zeros are moved: those of tf.abs, not those of gradlens/regularizers', () => {
    assert.deepEqual(termsOf(() => tf.add(mse(), tf.sum(tf.abs(w)))).form(1)!.movesZeros, [0]);
    const ours = termsOf(() => tf.add(mse(), l1(tf, [w], 0.1))).form(1)!;
    assert.deepEqual([ours.movesZeros, ours.penalties], [[], [{ kind: 'l1', lambda: 0.1 }]]);
  });
});
