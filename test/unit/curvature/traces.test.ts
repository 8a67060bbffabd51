import assert from 'node:assert/strict';
import { createRandom } from '../../../src/curvature/random.js';
import { denseSpectrum } from '../../../src/curvature/spectrum/denseSpectrum.js';
import { effectiveDimension, exactEffectiveDimension } from '../../../src/curvature/spectrum/effectiveDimension.js';
import { hutchPlusPlus } from '../../../src/curvature/spectrum/hutchPlusPlus.js';
import { trace } from '../../../src/curvature/spectrum/trace.js';
import { readReference } from '../../support/referenceModel.js';
import { dense, diagonal, randomSymmetric } from './knownOperators.js';

const SEEDS = 200;
const seeds = Array.from({ length: SEEDS }, (_, i) => i + 1);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sum = (values: ArrayLike<number>) => mean(Array.from(values)) * values.length;

/** Eigenvalues of a rotated operator: three large ones, and many that fall as a power. */
const size = 120;
const falling = Float64Array.from({ length: size }, (_, i) => (i < 3 ? 100 - 20 * i : 5 / (i + 1)));

/** R D Rᵀ with R a Householder reflection, so that signs are no eigenvectors of anything. */
function reflected(values: Float64Array) {
  const n = values.length;
  const u = Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1));
  const square = u.reduce((all, value) => all + value * value, 0);
  const reflect = (v: Float64Array) => {
    const along = (2 * u.reduce((all, value, i) => all + value * v[i]!, 0)) / square;
    return v.map((value, i) => value - along * u[i]!);
  };
  return {
    size: n,
    multiply: (v: Float64Array) => reflect(reflect(v).map((value, i) => value * values[i]!)),
    dispose: () => undefined,
  };
}

describe('Hutch++', () => {
  it('is unbiased, within its standard error, and far nearer than Hutchinson for as many products where few eigenvalues are large', () => {
    const operator = reflected(falling);
    const exact = sum(falling);
    const found = seeds.map((seed) => hutchPlusPlus(operator, { random: createRandom(seed), products: 30 }));
    const plain = seeds.map((seed) => trace(operator, { random: createRandom(seed), probes: 30 }));
    const rms = (estimates: { value: number }[]) => Math.sqrt(mean(estimates.map(({ value }) => (value - exact) ** 2)));
    assert.ok(rms(found) < rms(plain) / 10, `${rms(found)} and ${rms(plain)}`);
    assert.ok(Math.abs(mean(found.map(({ value }) => value)) - exact) <= (4 * rms(found)) / Math.sqrt(SEEDS));
    assert.ok(found.every(({ products }) => products === 30));
    const errors = Math.sqrt(mean(found.map(({ standardError }) => standardError ** 2)));
    assert.ok(errors > 0.8 * rms(found) && errors < 1.25 * rms(found), `${errors}, not ${rms(found)}`);
  });

  it('agrees with the traces of indefinite and reference matrices, and is exact for low rank and few parameters', () => {
    const uniform = createRandom(2);
    const matrix = randomSymmetric(150, () => uniform.uniform());
    const found = hutchPlusPlus(dense(matrix, 150), { random: createRandom(1), products: 60 });
    assert.ok(Math.abs(found.value) <= 3 * found.standardError && found.standardError > 0);
    const { hessian } = readReference('07_gru').expected;
    const eigenvalues = Float64Array.from(hessian.eigenvalues!);
    const gru = hutchPlusPlus(reflected(eigenvalues), { random: createRandom(1) });
    assert.ok(Math.abs(gru.value - hessian.trace) <= 3 * gru.standardError + 1e-6 * Math.abs(hessian.trace));
    const lowRank = Float64Array.from({ length: 100 }, (_, i) => (i < 4 ? 4 - i : 0));
    const low = hutchPlusPlus(reflected(lowRank), { random: createRandom(1), products: 18 });
    assert.ok(Math.abs(low.value - 10) < 1e-9 && low.standardError < 1e-9);
    const few = hutchPlusPlus(diagonal([3, -1, 5]), { random: createRandom(1) });
    assert.deepEqual(few, { value: 7, standardError: 0, products: 3 });
    assert.throws(() => hutchPlusPlus(diagonal([1]), { random: createRandom(1), products: 5 }), /products/);
  });
});

describe('the effective dimension', () => {
  const DRAWS = 24;

  it('is that of the dense spectrum within its standard error, for every damping', () => {
    const operator = reflected(falling);
    for (const damping of [0.3, 10, 1e3]) {
      const exact = sum(falling.map((value) => value / (value + damping)));
      assert.ok(Math.abs(exactEffectiveDimension(falling, damping) - exact) < 1e-9);
      const found = seeds
        .slice(0, 60)
        .map((seed) => effectiveDimension(operator, { random: createRandom(seed), damping, steps: 20 }));
      const rms = Math.sqrt(mean(found.map(({ value }) => (value - exact) ** 2)));
      const errors = Math.sqrt(mean(found.map(({ standardError }) => standardError ** 2)));
      assert.ok(Math.abs(mean(found.map(({ value }) => value)) - exact) <= (4 * rms) / Math.sqrt(DRAWS) + 1e-3 * exact);
      assert.ok(errors > 0.6 * rms && errors < 1.6 * rms, `damping ${damping}: ${errors}, not ${rms}`);
    }
  });

  it('says what too few steps leave: without it the error is not explained, with it it is', () => {
    // The eigenvalues on both sides of zero lie close together.
    const spectrum = Float64Array.from({ length: 101 }, (_, i) => (i < 5 ? 5 - i : 0.3 * Math.cos(i) ** 3));
    const exact = exactEffectiveDimension(spectrum, 1e-2);
    for (const steps of [16, 24, 36]) {
      const options = { random: createRandom(steps), damping: 1e-2, probes: 20, steps };
      const { value, standardError, truncation } = effectiveDimension(reflected(spectrum), options);
      assert.ok(Math.abs(value - exact) <= 3 * (standardError + truncation), `${steps} steps: ${value}, not ${exact}`);
      if (steps < 20)
        assert.ok(Math.abs(value - exact) > 3 * standardError, `${value} ± ${standardError}, not ${exact}`);
    }
  });

  it('counts what is positive: none of negative curvature, half of a direction as curved as the damping', () => {
    assert.equal(exactEffectiveDimension([2, 0, -5], 2), 0.5);
    const matrix = randomSymmetric(40, createRandom(5).uniform);
    const eigenvalues = denseSpectrum(matrix);
    const found = effectiveDimension(dense(matrix, 40), { random: createRandom(1), damping: 0.5, probes: 60 });
    const exact = exactEffectiveDimension(eigenvalues, 0.5);
    assert.ok(Math.abs(found.value - exact) <= 4 * found.standardError && found.standardError < 0.5);
    for (const damping of [0, -1, NaN, Infinity])
      assert.throws(() => exactEffectiveDimension(eigenvalues, damping), /damping must be a positive number/);
  });
});
