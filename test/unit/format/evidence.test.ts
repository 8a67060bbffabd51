import assert from 'node:assert/strict';
import { evidenceText } from '../../../src/format/evidence.js';

describe('the numbers of a finding in words', () => {
  it('name each number as it would be said', () => {
    const evidence = { growth: 31.6228, perProduct: 1.41421, products: 10, layers: ['a', 'b'], steps: [3, 1200] };
    assert.equal(evidenceText(evidence), 'growth 31.6, per product 1.41, products 10, layers [a, b], steps [3, 1200]');
  });

  it('leave out what is no number or word, and cut long lists', () => {
    const evidence = {
      optimizer: null,
      read: undefined,
      shape: [1, 2, 3, 4, 5, 6, 7],
      nothing: [],
      all: {},
      ratio: NaN,
    };
    assert.equal(evidenceText(evidence), 'shape [1, 2, 3, 4, 5, 6, …], ratio NaN');
    assert.equal(
      evidenceText({ inputs: { min: -0.5, max: 1e6 }, frozen: true }),
      'inputs (min −0.500, max 1e6), frozen yes',
    );
  });
});
