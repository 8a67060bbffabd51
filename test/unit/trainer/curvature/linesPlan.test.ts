import assert from 'node:assert/strict';
import { makeLinesPlan } from '../../../../src/trainer/curvature/linesPlan.js';

/** Steps that are measured of so many, each step and each measurement of so many milliseconds. */
function measuredSteps(asked: boolean, steps: number, stepTime: number, cost: number, budget = 0.2): number[] {
  const plan = makeLinesPlan({ budget, asked });
  const measured: number[] = [];
  for (let step = 1; step <= steps; step++) {
    if (plan.wants(step)) {
      plan.measured(step, cost);
      measured.push(step);
    }
    plan.stepped(step * stepTime);
  }
  return measured;
}

describe('linesPlan', () => {
  it('measures every eighth step, and half as often each 64 measurements', () => {
    const measured = measuredSteps(false, 10_000, 10, 0.1);
    assert.deepEqual(measured.slice(0, 3), [8, 16, 24]);
    assert.ok(measured.length > 200 && measured.length < 400, String(measured.length));
    assert.ok(measured.at(-1)! > 9_900);
  });

  it('measures every step where it was asked to, while a step has the time', () => {
    assert.equal(measuredSteps(true, 100, 10, 0.25).length, 100);
    assert.equal(measuredSteps(true, 100, 1, 0.3).length, 100, 'the free part');
    const dear = measuredSteps(true, 1000, 1, 3);
    assert.ok(dear.length >= 90 && dear.length <= 110, String(dear.length));
  });

  it('keeps to a quarter of the budget unasked, however dear a measurement is', () => {
    const measured = measuredSteps(false, 20_000, 2, 50, 0.2);
    const share = (measured.length * 50) / (20_000 * 2);
    assert.ok(share > 0.01 && share < 0.06, String(share));
  });
});
