import assert from 'node:assert/strict';
import { eigenAt, eigenAxis, eigenFraction, eigenTicks } from '../../../../webview/charts/eigenAxis.js';
import { matrixCells, negativeEntries, rowName } from '../../../../webview/charts/matrixModel.js';
import { densityAt, spectrumModel } from '../../../../webview/charts/spectrumModel.js';

describe('the axis of eigenvalues', () => {
  for (const scale of ['symlog', 'linear'] as const)
    it(`${scale}: grows from edge to edge, through zero, and is its own inverse`, () => {
      const axis = eigenAxis(-3, 42, scale);
      let before = -Infinity;
      for (const value of [-3, -1, -0.02, 0, 0.001, 0.5, 7, 42]) {
        const place = eigenFraction(value, axis);
        assert.ok(place > before);
        assert.ok(Math.abs(eigenAt(place, axis) - value) < 1e-9);
        before = place;
      }
      assert.deepEqual([eigenFraction(-3, axis), eigenFraction(42, axis)], [0, 1]);
    });

  it('is symmetric around zero on the symmetric-logarithmic scale', () => {
    const axis = eigenAxis(-42, 42, 'symlog');
    assert.ok(Math.abs(eigenFraction(-7, axis) + eigenFraction(7, axis) - 1) < 1e-12);
  });

  it('has labels that do not touch, zero among them', () => {
    for (const scale of ['symlog', 'linear'] as const)
      for (const [least, greatest] of [
        [-3, 42],
        [0, 1e-6],
        [-1e5, 3],
        [0, 0],
      ] as const) {
        const ticks = eigenTicks(eigenAxis(least, greatest, scale), 500);
        assert.ok(
          ticks.some(({ text }) => text === '0'),
          `${least} to ${greatest}, ${scale}`,
        );
        for (let i = 1; i < ticks.length; i++) assert.ok(ticks[i]!.x - ticks[i - 1]!.x >= 38);
      }
  });
});

const grid = Float64Array.of(-1, 0, 1, 2, 3);
const density = {
  ...{ grid, values: Float64Array.of(0, 0.6, 0.3, 0.1, 0), spread: Float64Array.of(0, 0.1, 0.4, 0.05, 0) },
  probes: 10,
};

describe('the spectral density', () => {
  it('has its spread around the mean, never below zero', () => {
    const { lower, upper } = spectrumModel(density, [], null, 'symlog');
    assert.deepEqual(
      Array.from(upper, (v) => Math.round(v * 100) / 100),
      [0, 0.7, 0.7, 0.15, 0],
    );
    assert.deepEqual(
      Array.from(lower, (v) => Math.round(v * 100) / 100),
      [0, 0.5, 0, 0.05, 0],
    );
  });

  it('shows every eigenvalue known, and a limit that is not far beyond them', () => {
    const { axis, limit } = spectrumModel(density, [-2, 8], 12, 'linear');
    assert.ok(axis.min < -2 && axis.max > 12);
    assert.equal(limit, 12);
    assert.equal(spectrumModel(density, [8], 400, 'linear').limit, null);
    assert.ok(spectrumModel(density, [8], 400, 'linear').axis.max < 20);
  });

  it('is read between the points of its grid, and not outside', () => {
    assert.deepEqual(densityAt(density, 0.5)!.value, 0.6 + (0.3 - 0.6) / 2);
    assert.equal(densityAt(density, 3.01), null);
    assert.equal(densityAt(density, -1.01), null);
    assert.equal(densityAt(density, -1)!.value, 0);
  });
});

describe('a matrix as a picture', () => {
  const matrix = {
    size: 4,
    values: Float32Array.of(1, -2, 0, 0, -2, 100, 0, 0, 0, 0, -0.01, 0, 0, 0, 0, 5),
    blocks: [
      { name: 'a', from: 0 },
      { name: 'b', from: 2 },
    ],
  };

  it('shows the largest size of the entries that a cell covers, in whole decades', () => {
    const { side, sizes, low, high } = matrixCells(matrix, 2);
    assert.deepEqual([side, [...sizes]], [2, [100, 0, 0, 5]]);
    assert.deepEqual([low, high], [-2, 2]);
    assert.equal(matrixCells(matrix, 300).side, 4);
  });

  it('keeps NaN in sight', () => {
    const torn = { ...matrix, values: matrix.values.map((value, i) => (i === 5 ? NaN : value)) };
    assert.ok(Number.isNaN(matrixCells(torn, 2).sizes[0]!));
    assert.ok(matrixCells(torn, 1).sizes.every(Number.isNaN));
  });

  it('names rows by layer, and counts what is below zero', () => {
    assert.deepEqual([rowName(matrix, 1), rowName(matrix, 3)], ['a 1', 'b 1']);
    assert.equal(negativeEntries(matrix), 3 / 16);
  });
});
