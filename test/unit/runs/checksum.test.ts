import assert from 'node:assert/strict';
import { Crc32c } from '@aws-crypto/crc32c';
import fc from 'fast-check';
import { maskedChecksum } from '../../../src/runs/checksum.js';

const masked = (crc: number) => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;

describe('maskedChecksum', () => {
  it('masks the check values that RFC 3720 gives (B.4)', () => {
    const bytes = (of: (i: number) => number) => Uint8Array.from({ length: 32 }, (_, i) => of(i));
    assert.equal(maskedChecksum(bytes(() => 0)), masked(0x8a9136aa));
    assert.equal(maskedChecksum(bytes(() => 0xff)), masked(0x62a8ab43));
    assert.equal(maskedChecksum(bytes((i) => i)), masked(0x46dd794e));
    assert.equal(maskedChecksum(bytes((i) => 31 - i)), masked(0x113fdb5c));
  });

  it('agrees with another implementation at every length and offset', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(9), (bytes, skipped) => {
      const part = bytes.subarray(Math.min(skipped, bytes.length));
      assert.equal(maskedChecksum(part), masked(new Crc32c().update(part).digest()));
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });
});
