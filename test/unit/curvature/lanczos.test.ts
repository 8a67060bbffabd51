import assert from 'node:assert/strict';
import { lanczos, type Eigenpairs } from '../../../src/curvature/eigen/lanczos.js';
import { symmetricEigen, symmetricEigenvalues } from '../../../src/curvature/eigen/symmetricEigen.js';
import { createRandom } from '../../../src/curvature/random.js';
import { dot } from '../../../src/curvature/vectors.js';
import { dense, diagonal, randomSymmetric } from './knownOperators.js';

const random = () => createRandom(1);
const values = (pairs: Eigenpairs['largest']) => pairs.map(({ value }) => value);
function assertNear(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) => assert.ok(Math.abs(actual[i]! - value) <= tolerance, `${actual[i]} is not ${value}`));
}

describe('Lanczos', () => {
  it('finds every copy of multiple eigenvalues, at both ends', () => {
    const bulk = Array.from({ length: 300 }, (_, i) => i / 300);
    const found = lanczos(diagonal([5, 5, 5, 3, 3, 2, ...bulk, -4, -4, -1]), {
      ...{ largest: 6, smallest: 3, tolerance: 1e-9, random: random() },
    });
    assertNear(values(found.largest), [5, 5, 5, 3, 3, 2], 1e-9);
    assertNear(values(found.smallest), [-4, -4, -1], 1e-9);
    assert.equal(found.stopped, 'tolerance');
  });

  it('says one copy alone where it is told not to look in the complement', () => {
    const operator = diagonal([5, 5, 3, ...Array.from({ length: 300 }, (_, i) => i / 300)]);
    const found = lanczos(operator, { largest: 2, tolerance: 1e-6, complement: false, random: random() });
    assertNear(values(found.largest), [5, 3], 1e-6);
  });

  it('gives vectors whose residual is what it says', () => {
    const size = 120;
    const matrix = randomSymmetric(size, createRandom(4).uniform);
    const operator = dense(matrix, size);
    const exact = symmetricEigenvalues(matrix.slice(), size);
    const found = lanczos(operator, { largest: 4, smallest: 4, tolerance: 1e-4, random: random() });
    for (const { value, residual, vector } of [...found.largest, ...found.smallest]) {
      const hv = operator.multiply(vector);
      const actual = Math.sqrt(hv.reduce((sum, x, i) => sum + (x - value * vector[i]!) ** 2, 0));
      assert.ok(actual <= residual * 1.01 + 1e-12, `${actual} > ${residual}`);
      assert.ok(residual <= 1e-4 * exact[0]!);
      assert.ok(exact.some((lambda) => Math.abs(lambda - value) <= residual + 1e-12));
    }
    assertNear(values(found.largest), [...exact.slice(0, 4)], 1e-6);
    assertNear(values(found.smallest), [...exact.slice(-4)].reverse(), 1e-6);
  });

  it('gives all there is where more is asked for, and one of one parameter', () => {
    const three = lanczos(diagonal([1, 2, 3]), { largest: 10, smallest: 10, random: random() });
    assertNear(values(three.largest), [3, 2, 1], 1e-12);
    assertNear(values(three.smallest), [1, 2, 3], 1e-12);
    const one = lanczos(diagonal([-4]), { largest: 10, random: random() });
    assertNear(values(one.largest), [-4], 0);
    assert.equal(one.products, 1);
  });

  it('says zero of a zero operator', () => {
    const found = lanczos(diagonal(new Array<number>(30).fill(0)), { largest: 10, random: random() });
    assert.deepEqual(values(found.largest), new Array<number>(10).fill(0));
    assert.ok(found.largest.every(({ residual }) => residual === 0));
  });

  it('throws where a product is not finite', () => {
    assert.throws(() => lanczos(diagonal([1, NaN, 2]), { random: random() }), { code: 'not-finite' });
    assert.throws(() => lanczos(diagonal([1, Infinity, 2]), { random: random() }), { code: 'not-finite' });
  });

  it('refuses an operator that is not symmetric', () => {
    const matrix = randomSymmetric(20, createRandom(2).uniform);
    matrix[1] = matrix[1]! + 1;
    assert.throws(() => lanczos(dense(matrix, 20), { largest: 3, random: random() }), { code: 'not-symmetric' });
  });

  it('stops at the limit of products, and says so', () => {
    const operator = diagonal(Array.from({ length: 500 }, (_, i) => i));
    const found = lanczos(operator, { tolerance: 1e-12, maxProducts: 7, random: random() });
    assert.equal(found.stopped, 'products');
    assert.equal(operator.products, 7);
    assert.equal(found.products, 7);
    assert.ok(found.largest[0]!.residual > 1);
  });

  it('stops at the floor of float32, measures it, and says so', () => {
    const spectrum = Array.from({ length: 200 }, (_, i) => 10 * 0.9 ** i);
    // Each product is rounded, and a little off, as a float32 Hessian-vector product is.
    const noise = createRandom(9);
    const exact = diagonal(spectrum);
    const rounded = {
      ...exact,
      multiply: (v: Float64Array) => exact.multiply(v).map((x) => Math.fround(x) + 1e-7 * noise.normal()),
    };
    const found = lanczos(rounded, { largest: 3, tolerance: 1e-9, random: random() });
    assert.equal(found.stopped, 'floor');
    assert.ok(found.floor! > 5e-7 && found.floor! < 5e-6, `${found.floor}`);
    assert.ok(found.largest.every(({ residual }) => residual >= found.floor!));
    assertNear(values(found.largest), spectrum.slice(0, 3), found.floor!);
  });

  it('keeps its basis small by restarts, and still finds the eigenvalues', () => {
    const spectrum = Array.from({ length: 2000 }, (_, i) => (i < 3 ? 5 - 0.3 * i : i / 500));
    const found = lanczos(diagonal(spectrum), { largest: 3, tolerance: 1e-7, maxBasis: 30, random: random() });
    const sorted = [...spectrum].sort((a, b) => b - a);
    assertNear(values(found.largest), sorted.slice(0, 3), 1e-6);
  });

  it('is the same for the same seed', () => {
    const operator = diagonal(Array.from({ length: 100 }, (_, i) => Math.sin(i)));
    const run = () => lanczos(operator, { largest: 5, random: createRandom(3) });
    assert.deepEqual(run(), run());
  });
});

describe('the eigensolver for dense matrices', () => {
  it('gives orthonormal vectors with AV = VΛ', () => {
    for (const size of [1, 2, 3, 17, 60]) {
      const matrix = randomSymmetric(size, createRandom(size).uniform);
      const operator = dense(matrix, size);
      const { values: lambdas, vectors } = symmetricEigen(matrix.slice(), size);
      vectors.forEach((v, i) => {
        const hv = operator.multiply(v);
        assert.ok(hv.every((x, j) => Math.abs(x - lambdas[i]! * v[j]!) < 1e-12));
        vectors.forEach((w, j) => assert.ok(Math.abs(dot(v, w) - (i === j ? 1 : 0)) < 1e-12));
      });
      assert.ok(lambdas.every((lambda, i) => i === 0 || lambda <= lambdas[i - 1]!));
      assertNear([...symmetricEigenvalues(matrix.slice(), size)], [...lambdas], 1e-12);
    }
  });

  it('solves the second difference, whose eigenvalues are 2 − 2cos(kπ/(n+1))', () => {
    const size = 50;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      matrix[i * size + i] = 2;
      if (i > 0) matrix[i * size + i - 1] = matrix[(i - 1) * size + i] = -1;
    }
    const exact = Array.from({ length: size }, (_, k) => 2 - 2 * Math.cos(((size - k) * Math.PI) / (size + 1)));
    assertNear([...symmetricEigenvalues(matrix, size)], exact, 1e-13);
  });
});
