/**
 * The masked CRC-32C of the TFRecord format: ((crc >> 15 | crc << 17) + 0xa282ead8) mod 2³². Eight bytes a turn by eight
 * tables (Kounavis and Berry, "A systematic approach to building high performance, software-based, CRC generators",
 * 2005): a byte a turn, as the packages for it do, takes nine times as long, which is most of what a record costs.
 */
const POLYNOMIAL = 0x82f63b78;
/** TABLES[256 · k + b]: byte b followed by k zero bytes. */
const TABLES = new Uint32Array(8 * 256);
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  TABLES[byte] = crc;
}
for (let at = 256; at < TABLES.length; at++) {
  const before = TABLES[at - 256]!;
  TABLES[at] = (before >>> 8) ^ TABLES[before & 0xff]!;
}

/** Of the bytes from `from` up to before `to`. */
export function maskedChecksum(bytes: Uint8Array, from = 0, to = bytes.length): number {
  const crc = crc32c(bytes, from, to);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

function crc32c(bytes: Uint8Array, from: number, to: number): number {
  const t = TABLES;
  let crc = -1;
  let i = from;
  for (; i + 8 <= to; i += 8) {
    crc =
      t[1792 + ((crc ^ bytes[i]!) & 0xff)]! ^
      t[1536 + (((crc >>> 8) ^ bytes[i + 1]!) & 0xff)]! ^
      t[1280 + (((crc >>> 16) ^ bytes[i + 2]!) & 0xff)]! ^
      t[1024 + ((crc >>> 24) ^ bytes[i + 3]!)]! ^
      t[768 + bytes[i + 4]!]! ^
      t[512 + bytes[i + 5]!]! ^
      t[256 + bytes[i + 6]!]! ^
      t[bytes[i + 7]!]!;
  }
  for (; i < to; i++) crc = (crc >>> 8) ^ t[(crc ^ bytes[i]!) & 0xff]!;
  return ~crc >>> 0;
}
