import assert from 'node:assert/strict';
import { evidenceText } from '../../../src/format/evidence.js';

describe('the numbers of a finding in words', () => {
  it('name each number by the words of its key', () =>
    assert.equal(
      evidenceText({ updateRatio: 3.2e-7, steps: 250, learningRate: 0 }),
      'update ratio 3.2e-7, steps 250, learning rate 0',
    ));

  it('open lists and parts, and cut long lists', () => {
    assert.equal(
      evidenceText({ inputs: [{ min: -3.25, max: 4 }, null], leading: [0, 1, 2, 3, 4, 5, 6, 7] }),
      'inputs (min −3.25, max 4), leading [0, 1, 2, 3, 4, 5, …]',
    );
    assert.equal(evidenceText({ shape: [32, 10] }), 'shape [32, 10]');
  });

  it('leave out what there is none of, and keep what is not finite', () => {
    assert.equal(evidenceText({ start: null, end: undefined, of: [] }), '');
    assert.equal(evidenceText({ norm: NaN, limit: -Infinity, told: 'Infinity' }), 'norm NaN, limit −∞, told ∞');
  });
});
