import assert from 'node:assert/strict';
import { createRandom, normalVector } from '../../../src/curvature/random.js';
import { addScaled, dot, norm } from '../../../src/curvature/vectors.js';

describe('sums over flat vectors', () => {
  it('are the same for every kind of array and every length', () => {
    const random = createRandom(3);
    for (const size of [0, 1, 2, 3, 4, 5, 8, 63, 1001]) {
      const [a, b] = [normalVector(random, size), normalVector(random, size)];
      // Exact in float32 too.
      for (const vector of [a, b]) vector.forEach((value, i) => (vector[i] = Math.round(64 * value) / 64));
      const expected = a.reduce((sum, value, i) => sum + value * b[i]!, 0);
      for (const left of [a, new Float32Array(a), [...a]])
        for (const right of [b, new Float32Array(b), [...b]]) assert.equal(dot(left, right), expected);
      assert.equal(norm(a), Math.sqrt(dot(a, a)));
      for (const x of [a, new Float32Array(a), [...a]]) {
        const y = b.slice();
        addScaled(y, 0.5, x);
        assert.deepEqual(
          y,
          b.map((value, i) => value + 0.5 * a[i]!),
        );
      }
    }
  });
});
