import assert from 'node:assert/strict';
import { createTracker } from '../../../src/curvature/eigen/tracker.js';
import { createRandom } from '../../../src/curvature/random.js';
import { diagonal } from './knownOperators.js';

const bulk = Array.from({ length: 500 }, (_, i) => i / 250);

describe('the tracker of λ1', () => {
  it('starts cold, and then needs three products a step', () => {
    const tracker = createTracker({ random: createRandom(1) });
    const cold = tracker.measure(diagonal([10, ...bulk]));
    assert.ok(cold.cold);
    assert.ok(Math.abs(cold.value - 10) < 1e-4);
    for (let step = 1; step < 20; step++) {
      const operator = diagonal([10 + 0.1 * step, ...bulk]);
      const warm = tracker.measure(operator);
      assert.ok(!warm.cold);
      assert.equal(operator.products, 3);
      assert.ok(Math.abs(warm.value / (10 + 0.1 * step) - 1) < 1e-4, `step ${step}: ${warm.value}`);
      assert.ok(warm.value <= 10 + 0.1 * step + 1e-12);
    }
  });

  it('needs two where the direction barely moves and little lies beside it, and says the residual all the same', () => {
    const tracker = createTracker({ random: createRandom(1) });
    const flat = [40, 7, ...Array.from({ length: 500 }, (_, i) => i / 5e4)];
    tracker.measure(diagonal(flat));
    for (let step = 1; step < 20; step++) {
      const operator = diagonal(flat.with(0, 40 + 0.1 * step));
      const { value, residual } = tracker.measure(operator);
      assert.equal(operator.products, 2, `step ${step}`);
      assert.ok(residual > 0 && residual <= 1e-3 * value);
      assert.ok(Math.abs(value / (40 + 0.1 * step) - 1) < 1e-5, `step ${step}: ${value}`);
    }
  });

  it('notices a direction that overtakes, at the latest in the next cold check', () => {
    const tracker = createTracker({ random: createRandom(1) });
    tracker.measure(diagonal([10, 1, ...bulk]));
    let steps = 0;
    for (; steps < 25; steps++) if (Math.abs(tracker.measure(diagonal([10, 28, ...bulk])).value - 28) < 0.01) break;
    assert.ok(steps < 25, 'the overtaking direction was not seen within a cold check');
  });

  it('notices it much earlier by the random part that it mixes in', () => {
    const tracker = createTracker({ random: createRandom(1), coldEvery: 1e9 });
    tracker.measure(diagonal([10, 1, ...bulk]));
    let steps = 1;
    while (steps < 100 && tracker.measure(diagonal([10, 28, ...bulk])).value < 27.9) steps++;
    assert.ok(steps <= 12, `seen after ${steps} steps`);
  });

  it('checks cold every 25 measurements', () => {
    const tracker = createTracker({ random: createRandom(1) });
    const operator = diagonal([10, ...bulk]);
    const cold = Array.from({ length: 60 }, () => tracker.measure(operator).cold);
    assert.deepEqual(
      cold.flatMap((is, i) => (is ? [i] : [])),
      [0, 25, 50],
    );
  });

  it('checks cold when it comes near the limit, and now and then while it stays', () => {
    const tracker = createTracker({ random: createRandom(1) });
    const cold = [5, 6, 7, 9.5, 9.6, 9.7, 9.8, 9.9, 10, 10.1].map(
      (value) => tracker.measure(diagonal([value, ...bulk]), 10).cold,
    );
    assert.deepEqual(
      cold.flatMap((is, i) => (is ? [i] : [])),
      [0, 3, 8],
    );
  });

  it('starts anew for an operator of another size', () => {
    const tracker = createTracker({ random: createRandom(1) });
    tracker.measure(diagonal([10, ...bulk]));
    const other = tracker.measure(diagonal([4, 1]));
    assert.ok(other.cold && Math.abs(other.value - 4) < 1e-12);
  });
});
