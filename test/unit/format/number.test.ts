import assert from 'node:assert/strict';
import { formatNumber, formatShare } from '../../../src/format/number.js';

describe('formatNumber', () => {
  const cases: [number, string][] = [
    [0, '0'],
    [-0, '0'],
    [1, '1.00'],
    [0.001, '0.00100'],
    [0.0009999, '0.00100'],
    [0.000999, '9.99e-4'],
    [0.00032, '3.2e-4'],
    [9999.4, '9999'],
    [9999.6, '1e4'],
    [12345, '1.23e4'],
    [-3.14159, '−3.14'],
    [1234.5, '1235'],
    [NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ];
  for (const [value, text] of cases) it(`writes ${value} as ${text}`, () => assert.equal(formatNumber(value), text));
});

describe('formatShare', () => {
  const cases: [number, string][] = [
    [0, '0 %'],
    [0.0002, '<0.1 %'],
    [0.032, '3.2 %'],
    [0.81, '81 %'],
    [0.0996, '10 %'],
    [1, '100 %'],
  ];
  for (const [share, text] of cases) it(`writes ${share} as ${text}`, () => assert.equal(formatShare(share), text));
});
