/** The masked CRC-32C of the TFRecord format: ((crc >> 15 | crc << 17) + 0xa282ead8) mod 2³². */
import { Crc32c } from '@aws-crypto/crc32c';

export function maskedChecksum(bytes: Uint8Array): number {
  const crc = new Crc32c().update(bytes).digest() >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
