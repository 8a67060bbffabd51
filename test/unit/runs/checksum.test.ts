import assert from 'node:assert/strict';
import { Crc32c } from '@aws-crypto/crc32c';
import fc from 'fast-check';
import { maskedChecksum } from '../../../src/runs/checksum.js';

const masked = (crc: number) => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;

describe('maskedChecksum', () => {
  it('masks the check value that RFC 3720 gives for thirty-two zeros', () => {
    assert.equal(maskedChecksum(new Uint8Array(32)), masked(0x8a9136aa));
  });

  it('agrees with another implementation at every length and offset', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(9), (bytes, skipped) => {
      const part = bytes.subarray(Math.min(skipped, bytes.length));
      assert.equal(maskedChecksum(part), masked(new Crc32c().update(part).digest()));
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });
});
