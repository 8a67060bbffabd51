import assert from 'node:assert/strict';
import { makeCheckpointPlan } from '../../../../src/trainer/curvature/checkpointPlan.js';

describe('the plan of checkpoints', () => {
  for (const steps of [3, 20, 57, 1000, 4097]) {
    it(`keeps the first, the last and at most 20 of ${steps} steps, evenly`, () => {
      const plan = makeCheckpointPlan(20, () => steps);
      const kept = new Set<number>();
      for (let step = 1; step <= steps; step++) {
        if (plan.wants(step) === null) continue;
        kept.add(step);
        for (const dropped of plan.made(step)) if (dropped !== steps) kept.delete(dropped);
      }
      const list = [...kept].sort((a, b) => a - b);
      assert.ok(list.length <= 20, `${list.length}`);
      assert.ok(list.length >= Math.min(steps, 9), `${list.length}`);
      assert.deepEqual([list[0], list.at(-1)], [1, steps]);
      const gaps = list.slice(1).map((step, i) => step - list[i]!);
      assert.ok(Math.max(...gaps) <= Math.max(2, steps / 8), `largest gap ${Math.max(...gaps)}`);
    });
  }

  it('makes none where none are wanted', () => {
    const plan = makeCheckpointPlan(0, () => 10);
    assert.deepEqual([1, 2, 10].map(plan.wants), [null, null, null]);
  });
});
