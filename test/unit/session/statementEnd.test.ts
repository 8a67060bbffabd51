import assert from 'node:assert/strict';
import { statementEnd } from '../../../src/session/statementEnd.js';

const source = `const a = 1;
for (let i = 0; i < 3; i++) {
  const { grads } = tf.variableGrads(
    () => loss(i),
  );
}
await model.fit(x, y, {
  epochs: 3,
});
let broken = = ;
model.fit(x,
  y);`;

describe('how far a statement reaches', () => {
  for (const [line, end] of [
    [1, 1],
    [2, 6],
    [3, 5],
    [7, 9],
    [11, 12],
    [40, 40],
  ] as const) {
    it(`line ${line} to ${end}`, () => assert.equal(statementEnd(source, line), end));
  }
});
