import assert from 'node:assert/strict';
import { createRandom, normalVector } from '../../../../src/curvature/random.js';
import { decayBetween, decayInUpdate } from '../../../../src/probes/terms/weightDecay.js';

const random = createRandom(3);
const sizes = [40, 5];
const weights = () => Float32Array.from([...normalVector(random, 40), 0, 0, 0, 0, 0]);
const moved = (from: Float32Array, of: (value: number, i: number) => number) => Float32Array.from(from, of);

describe('weight decay', () => {
  it('between steps is told from weights that shrank by the same factor', () => {
    const left = weights();
    const found = decayBetween(
      left,
      moved(left, (value) => value * (1 - 5e-4)),
      sizes,
      0.1,
    )!;
    assert.ok(Math.abs(found.factor - 5e-4) < 1e-7 && Math.abs(found.lambda! - 5e-3) < 1e-6, JSON.stringify(found));
    assert.equal(
      decayBetween(
        left,
        moved(left, (value) => value * 0.99),
        sizes,
        null,
      )!.lambda,
      null,
    );
  });

  it('is not claimed where nothing shrank, or something else did it', () => {
    const left = weights();
    assert.equal(decayBetween(left, left, sizes, 0.1), null);
    assert.equal(
      decayBetween(
        left,
        moved(left, (value) => value * 1.01),
        sizes,
        0.1,
      ),
      null,
    );
    const clipped = moved(left, (value) => Math.max(-1, Math.min(1, value)));
    assert.equal(decayBetween(left, clipped, sizes, 0.1), null);
  });

  it('inside of an update is what the gradient leaves unexplained, along the weights', () => {
    const [before, gradient] = [weights(), normalVector(random, 45)];
    const after = moved(before, (value, i) => value - 0.1 * gradient[i]! - (i < 40 ? 0.002 * value : 0));
    const found = decayInUpdate(before, after, gradient, sizes)!;
    assert.ok(Math.abs(found.factor - 0.002) < 1e-6 && Math.abs(found.lambda! - 0.02) < 1e-5, JSON.stringify(found));
    const plain = moved(before, (value, i) => value - 0.1 * gradient[i]!);
    assert.equal(decayInUpdate(before, plain, gradient, sizes), null);
    const noise = normalVector(random, 45);
    const momentum = moved(before, (value, i) => value - 0.1 * gradient[i]! - 0.05 * noise[i]!);
    assert.equal(decayInUpdate(before, momentum, gradient, sizes), null);
  });
});
