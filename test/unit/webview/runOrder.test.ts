import assert from 'node:assert/strict';
import type { TrainingSeries } from '../../../src/protocol/inspector.js';
import { runOrder } from '../../../webview/scrubber/runOrder.js';

/** Only what the order looks at. */
function training(id: number, times: number[], size = 1, steps = times.length * size): TrainingSeries {
  return { training: id, steps, size, buckets: times.length, time: Float64Array.from(times) } as TrainingSeries;
}

describe('the order of several trainings', () => {
  it('lays trainings that follow each other side by side', () => {
    const order = runOrder([training(0, [1, 2, 3]), training(1, [10, 11])]);
    assert.equal(order.length, 5);
    assert.deepEqual(
      [1, 2, 3].map((step) => order.positionOf(0, step)),
      [1, 2, 3],
    );
    assert.deepEqual(
      [1, 2].map((step) => order.positionOf(1, step)),
      [4, 5],
    );
    assert.deepEqual(order.at(5, 0), { training: 1, step: 2 });
    assert.deepEqual(order.at(2, 1), { training: 0, step: 2 });
  });

  it('interleaves trainings that take turns, and stays with the one that is shown', () => {
    const order = runOrder([training(0, [1, 3, 5, 7]), training(1, [2, 4, 6, 8])]);
    assert.deepEqual(
      [1, 2, 3, 4].map((step) => order.positionOf(0, step)),
      [1, 3, 5, 7],
    );
    assert.deepEqual(
      [1, 2, 3, 4].map((step) => order.positionOf(1, step)),
      [2, 4, 6, 8],
    );
    assert.deepEqual(order.at(6, 0), { training: 0, step: 3 });
    assert.deepEqual(order.at(6, 1), { training: 1, step: 3 });
  });

  it('puts every step of the same moment somewhere else', () => {
    const order = runOrder([training(0, [1, 2]), training(1, [1, 2])]);
    const positions = [0, 1].flatMap((id) => [1, 2].map((step) => order.positionOf(id, step)));
    assert.deepEqual(positions.sort(), [1, 2, 3, 4]);
  });

  it('finds each step back where buckets hold more than one', () => {
    const order = runOrder([training(0, [4, 8], 4), training(1, [12, 15], 4, 7)]);
    assert.equal(order.length, 15);
    for (const [id, steps] of [
      [0, 8],
      [1, 7],
    ] as const)
      for (let step = 1; step <= steps; step++)
        assert.deepEqual(order.at(order.positionOf(id, step), id), { training: id, step });
  });
});
