import assert from 'node:assert/strict';
import fc from 'fast-check';
import { packNumbers, unpackNumbers } from '../../../src/protocol/posts.js';

describe('numbers on the way to a webview', () => {
  it('survive JSON, NaN and the infinities too', () => {
    const value = { loss: NaN, list: [Infinity, -Infinity, 1.5, null], inner: { text: 'NaN', zero: 0 } };
    assert.deepEqual(unpackNumbers(JSON.parse(JSON.stringify(packNumbers(value)))), value);
  });

  it('are the same after the way for any message', () => {
    const json = fc.jsonValue();
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.double(), json)), (value) => {
        const plain = { ...value };
        const there = JSON.parse(JSON.stringify(packNumbers(plain))) as unknown;
        assert.deepEqual(unpackNumbers(there), normalise(plain));
      }),
      { examples: [[{ a: NaN }], [{ a: -Infinity }]] },
    );
  });

  it('leave typed arrays as they are', () => {
    const columns = new Float64Array([NaN, 1]);
    const packed = packNumbers({ columns });
    assert.equal(packed.columns, columns);
    assert.equal((unpackNumbers(packed) as { columns: unknown }).columns, columns);
  });
});

/** JSON knows no −0. */
function normalise(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalise(item)]));
}
