import assert from 'node:assert/strict';
import { evaluateCondition, type ConditionValues } from '../../../src/conditions/evaluate.js';
import { parseCondition } from '../../../src/conditions/parse.js';
import { NOT_FINITE, pausesOnNaN, togglePauseOnNaN } from '../../../src/conditions/pauseOnNaN.js';

const values = (loss: number, nan: number, inf: number) => {
  const statistics = { norm: 1, mean: 0, std: 1, min: -1, max: 1, zeros: 0, nan, inf };
  const variables = [{ name: 'w', size: 3, gradient: statistics, weight: { ...statistics, nan: 0, inf: 0 } }];
  return { loss, step: 1, epoch: 0, learningRate: 0.1, variables } as unknown as ConditionValues;
};

describe('Pause on NaN', () => {
  it('holds of a loss or a gradient that is not finite, and of nothing else', () => {
    const parsed = parseCondition(NOT_FINITE);
    assert.ok(parsed.ok);
    const met = (...of: Parameters<typeof values>) => evaluateCondition(parsed.condition, values(...of)).met;
    assert.deepEqual(
      [met(1, 0, 0), met(NaN, 0, 0), met(Infinity, 0, 0), met(1, 2, 0), met(1, 0, 1)],
      [false, true, true, true, true],
    );
  });

  it('is taken out again, and leaves the condition beside it as it was', () => {
    assert.equal(togglePauseOnNaN(null), NOT_FINITE);
    assert.equal(togglePauseOnNaN(NOT_FINITE), null);
    for (const other of ['loss > 3', '(step = 4) and (epoch > 1 or loss < 2)']) {
      const both = togglePauseOnNaN(other)!;
      assert.ok(parseCondition(both).ok && pausesOnNaN(both) && !pausesOnNaN(other));
      assert.equal(togglePauseOnNaN(both), other);
    }
  });
});
