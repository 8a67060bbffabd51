import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkNames, evaluateCondition, type ConditionValues } from '../../../src/conditions/evaluate.js';
import { parseCondition } from '../../../src/conditions/parse.js';

const statistics = (norm: number, rest: object = {}) => ({
  ...{ norm, mean: 0, std: 1, min: -1, max: 1, zeros: 0, nan: 0, inf: 0 },
  ...rest,
});
const values: ConditionValues = {
  step: 400,
  loss: 2.5,
  epoch: null,
  learningRate: 0.1,
  variables: [
    { name: 'conv1/kernel', gradient: statistics(3), weight: statistics(10), update: { norm: 0.3, ratio: 0.03 } },
    {
      name: 'conv1/bias',
      gradient: statistics(4, { nan: 2 }),
      weight: statistics(0),
      update: { norm: 0.4, ratio: Infinity },
    },
    { name: 'dense/kernel', gradient: null, weight: statistics(24), update: null },
  ],
};

function evaluate(text: string, over: Partial<ConditionValues> = {}) {
  const parsed = parseCondition(text);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.error.message);
  return evaluateCondition(parsed.condition, { ...values, ...over });
}

describe('evaluateCondition', () => {
  const cases: [string, boolean, number | null, string | null][] = [
    ['step = 400', true, 400, 'step'],
    ['step != 400', false, 400, 'step'],
    ['loss <= 2.5', true, 2.5, 'loss'],
    ['2.4 < loss', true, 2.5, 'loss'],
    ['loss is NaN', false, 2.5, 'loss'],
    ['loss is not NaN', true, 2.5, 'loss'],
    ['gradient("conv1/kernel").norm > 10', false, 3, 'gradient("conv1/kernel").norm'],
    ['gradient("conv1/kernel").norm >= weight("conv1/bias").norm', true, 3, 'gradient("conv1/kernel").norm'],
    ['gradient.norm = 5', true, 5, 'gradient.norm'],
    ['weight.norm = 26', true, 26, 'weight.norm'],
    ['gradient.nan > 0', true, 2, 'gradient.nan'],
    ['any gradient.norm > 3.5', true, 4, 'gradient("conv1/bias").norm'],
    ['any gradient.norm > 10', false, 4, 'gradient("conv1/bias").norm'],
    ['any gradient.norm < 1', false, 3, 'gradient("conv1/kernel").norm'],
    ['all gradient.norm > 1', true, 3, 'gradient("conv1/kernel").norm'],
    ['all gradient.norm > 3.5', false, 3, 'gradient("conv1/kernel").norm'],
    ['any weight("*/kernel").norm > 20', true, 24, 'weight("dense/kernel").norm'],
    ['any update.ratio is infinite', true, Infinity, 'update("conv1/bias").ratio'],
    ['loss > 3 or step > 3', true, 400, 'step'],
    ['loss > 2 and step > 3', true, 2.5, 'loss'],
    ['loss > 2 and step > 500', false, 400, 'step'],
    ['not (loss > 3)', true, 2.5, 'loss'],
  ];
  for (const [text, met, value, quantity] of cases) {
    it(text, () => assert.deepEqual(evaluate(text), { met, value, quantity }));
  }

  it('is not met by what was not measured, however it is put', () => {
    for (const text of [
      'epoch > 1',
      'not (epoch > 1)',
      'gradient("dense/kernel").norm > 0',
      'gradient("none").norm is finite',
    ]) {
      assert.equal(evaluate(text).met, false, text);
    }
    assert.equal(evaluate('epoch > 1 or step = 400').met, true);
    assert.equal(evaluate('not (epoch > 1 and step = 3)').met, true);
  });

  it('takes NaN as no number: only `is NaN` and != hold of it', () => {
    for (const operator of ['=', '<', '<=', '>', '>='])
      assert.equal(evaluate(`loss ${operator} 1`, { loss: NaN }).met, false);
    assert.equal(evaluate('loss != 1', { loss: NaN }).met, true);
    assert.equal(evaluate('loss is NaN', { loss: NaN }).met, true);
    assert.equal(
      evaluate('gradient.norm is finite', { variables: [{ name: 'w', gradient: statistics(NaN), weight: null }] }).met,
      false,
    );
  });

  it('compares as JavaScript does', () => {
    const number = fc.oneof(fc.double(), fc.integer({ min: -2, max: 2 }));
    const operators: [string, (a: number, b: number) => boolean][] = [
      ['=', (a, b) => a === b],
      ['!=', (a, b) => a !== b],
      ['<', (a, b) => a < b],
      ['<=', (a, b) => a <= b],
      ['>', (a, b) => a > b],
      ['>=', (a, b) => a >= b],
    ];
    fc.assert(
      fc.property(number, number, fc.constantFrom(...operators), (loss, other, [sign, holds]) => {
        assert.equal(evaluate(`loss ${sign} ${other}`, { loss }).met, holds(loss, other));
        assert.equal(evaluate(`${other} ${sign} loss`, { loss }).met, holds(other, loss));
      }),
    );
  });
});

describe('checkNames', () => {
  it('finds the nearest name for one that does not exist', () => {
    const parsed = parseCondition(
      'gradient("kernel/conv1").norm > 1 and any weight("dens*").norm > 1 or weight("x").max > 1',
    );
    assert.ok(parsed.ok);
    const names = values.variables.map(({ name }) => name);
    assert.deepEqual(
      checkNames(parsed.condition, names).map((error) => error.message),
      [
        'No variable of the training is named "kernel/conv1" (column 10); did you mean "conv1/kernel"?',
        'No variable of the training is named "x" (column 78).',
      ],
    );
  });
});
