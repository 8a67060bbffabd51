import assert from 'node:assert/strict';
import { argumentNames } from '../../../src/instrument/sourceText.js';

describe('argumentNames', () => {
  const cases: [string, number, string[]][] = [
    ['g(w);', 1, ['w']],
    ['slopes([w, b]).map(f)', 2, ['w', 'b']],
    ['g([\n  w,\n  b,\n])', 2, ['w', 'b']],
    ['g([w, b])', 3, ['x0', 'x1', 'x2']],
    ['g([w, w])', 2, ['x0', 'x1']],
    ['g(next(w))', 1, ['x0']],
    ['tf.grads(f)([w, b])', 2, ['w', 'b']],
    ['tf.grad(f)(w)', 1, ['w']],
    ['g([w.clone(), b])', 2, ['x0', 'x1']],
    ['', 1, ['x0']],
  ];
  for (const [text, count, names] of cases) {
    it(`names ${count} in ${JSON.stringify(text)}`, () => assert.deepEqual(argumentNames(text, count), names));
  }
});
