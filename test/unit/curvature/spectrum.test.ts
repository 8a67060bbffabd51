import assert from 'node:assert/strict';
import { symmetricEigenvalues } from '../../../src/curvature/eigen/symmetricEigen.js';
import { createRandom } from '../../../src/curvature/random.js';
import {
  conditionNumber,
  conditionOfEnds,
  denseMatrix,
  denseSpectrum,
} from '../../../src/curvature/spectrum/denseSpectrum.js';
import { exactDensity, spectralDensity } from '../../../src/curvature/spectrum/density.js';
import { trace } from '../../../src/curvature/spectrum/trace.js';
import { readReference, REFERENCE_NETWORKS } from '../../support/referenceModel.js';
import { dense, diagonal, randomSymmetric } from './knownOperators.js';

describe("Hutchinson's trace", () => {
  const matrices = {
    'random of 60': { size: 60, matrix: randomSymmetric(60, createRandom(5).uniform) },
    'random of 200': { size: 200, matrix: randomSymmetric(200, createRandom(6).uniform) },
  };
  for (const [name, { size, matrix }] of Object.entries(matrices)) {
    it(`has the coverage that its standard error says, within 2 points over 200 seeds: ${name}`, () => {
      const exact = Array.from({ length: size }, (_, i) => matrix[i * size + i]!).reduce((sum, x) => sum + x, 0);
      let held = 0;
      for (let seed = 1; seed <= 200; seed++) {
        const { value, standardError } = trace(dense(matrix, size), { random: createRandom(seed) });
        if (Math.abs(value - exact) <= 2 * standardError) held++;
      }
      assert.ok(Math.abs(held / 200 - 0.95) <= 0.02, `${held} of 200 within two standard errors`);
    });

    it(`has a standard error of at most 5 % of ‖H‖_F·√n: ${name}`, () => {
      const frobenius = Math.sqrt(matrix.reduce((sum, x) => sum + x * x, 0));
      const { standardError } = trace(dense(matrix, size), { random: createRandom(1) });
      assert.ok(standardError > 0 && standardError <= 0.05 * frobenius * Math.sqrt(size));
    });
  }

  it('is exact where there are no more parameters than probes, and refuses no probes', () => {
    assert.deepEqual(trace(diagonal([1, 2, -5]), { random: createRandom(1) }), {
      ...{ value: -2, standardError: 0, products: 3 },
    });
    assert.throws(() => trace(diagonal([1, 2]), { random: createRandom(1), probes: 0 }), { code: 'wrong-value' });
    assert.throws(() => trace(diagonal([1, NaN]), { random: createRandom(1) }), { code: 'not-finite' });
  });
});

describe('the spectral density', () => {
  it('has unit mass, and about the moments of the spectrum, within its spread over probes', () => {
    const eigenvalues = Array.from({ length: 400 }, (_, i) => (i < 10 ? 8 + i / 5 : Math.sin(i)));
    const { density, negativeShare } = spectralDensity(diagonal(eigenvalues), { random: createRandom(2) });
    const step = density.grid[1]! - density.grid[0]!;
    const moment = (f: (x: number) => number) =>
      density.values.reduce((sum, y, i) => sum + y * f(density.grid[i]!) * step, 0);
    assert.ok(Math.abs(moment(() => 1) - 1) < 1e-3);
    const mean = eigenvalues.reduce((sum, x) => sum + x, 0) / 400;
    assert.ok(Math.abs(moment((x) => x) - mean) < 1e-3 * 10, 'signs on a diagonal matrix see every eigenvalue alike');
    const [negative, all] = [eigenvalues.filter((x) => x < 0), eigenvalues].map((list) =>
      list.reduce((sum, x) => sum + Math.abs(x), 0),
    );
    assert.ok(Math.abs(negativeShare! - negative! / all!) < 0.01);
    assert.ok(density.spread.every((value) => value >= 0));
  });

  for (const name of ['03_iris', '06_lstm', '08_attention']) {
    it(`of the known spectrum of ${name} lies within 4 spreads of it, and tells its negative share`, () => {
      const { eigenvalues } = readReference(name).expected.hessian;
      // The same spectrum in another basis: a reflection I − 2uuᵀ.
      const size = eigenvalues!.length;
      const random = createRandom(3);
      const u = Array.from({ length: size }, () => random.normal());
      const square = u.reduce((sum, x) => sum + x * x, 0);
      const reflect = (v: Float64Array) => {
        const part = (2 * v.reduce((sum, x, i) => sum + x * u[i]!, 0)) / square;
        return v.map((x, i) => x - part * u[i]!);
      };
      const inner = diagonal(eigenvalues!);
      const operator = { ...inner, multiply: (v: Float64Array) => reflect(inner.multiply(reflect(v))) };
      const options = { points: 200, width: 0.02 };
      const estimated = spectralDensity(operator, { ...options, random, probes: 20, steps: 80 });
      const exact = exactDensity(Float64Array.from(eigenvalues!), options);
      // The grids agree but for rounding, as the outermost Ritz values are exact.
      const step = exact.density.grid[1]! - exact.density.grid[0]!;
      const distance = exact.density.values.reduce(
        (sum, y, i) => sum + Math.abs(y - estimated.density.values[i]!) * step,
        0,
      );
      assert.ok(distance < 0.15, `L1 distance ${distance}`);
      const spread = estimated.density.spread.map((value) => value / Math.sqrt(20));
      const outside = exact.density.values.filter(
        (y, i) => Math.abs(y - estimated.density.values[i]!) > 4 * spread[i]! + 0.01,
      );
      assert.ok(outside.length <= 4, `${outside.length} of 200 points`);
      assert.ok(Math.abs(estimated.negativeShare! - exact.negativeShare!) < 0.05);
    });
  }
});

describe('the dense spectrum', () => {
  it('agrees with the operator, and refuses what is too large or not symmetric', () => {
    const matrix = randomSymmetric(30, createRandom(8).uniform);
    const found = denseSpectrum(denseMatrix(dense(matrix, 30)));
    assert.deepEqual([...found], [...symmetricEigenvalues(matrix.slice(), 30)]);
    assert.throws(() => denseMatrix(diagonal(new Array<number>(2001).fill(1))), { code: 'too-many-parameters' });
    const lying = matrix.slice();
    lying[3]! += 0.5;
    assert.throws(() => denseMatrix(dense(lying, 30)), { code: 'not-symmetric' });
  });

  it('gives a condition number of a whole spectrum, or of a positive definite one by its ends', () => {
    assert.equal(conditionNumber(Float64Array.of(8, 4, -2)), 4);
    assert.equal(conditionNumber(Float64Array.of(8, 4, 1e-12)), Infinity);
    assert.equal(conditionNumber(Float64Array.of(0, 0)), null);
    assert.equal(conditionOfEnds(10, { value: 2, residual: 0.1 }), 5);
    assert.equal(conditionOfEnds(10, { value: 2, residual: 3 }), null);
    assert.equal(conditionOfEnds(10, { value: -2, residual: 0.1 }), null);
  });

  it('of a reference has the trace and norm that the reference says', () => {
    for (const name of REFERENCE_NETWORKS) {
      const { eigenvalues, trace: sum, frobenius_norm: norm } = readReference(name).expected.hessian;
      if (!eigenvalues) continue;
      assert.ok(Math.abs(eigenvalues.reduce((total, x) => total + x, 0) - sum) < 1e-9 * norm);
    }
  });
});
