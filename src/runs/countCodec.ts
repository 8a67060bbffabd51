/**
 * Histogram counts as bytes: most bins are empty. A varint (LEB128) n > 0 is a count of n; a 0 is followed by the varint
 * length of a run of empty bins.
 */
const LONGEST_VARINT = 5;
let scratch = new Uint8Array(1 << 14);

export function packCounts(counts: Uint32Array): Uint8Array {
  if (scratch.length < (counts.length + 1) * LONGEST_VARINT) {
    scratch = new Uint8Array((counts.length + 1) * LONGEST_VARINT);
  }
  const bytes = scratch;
  let end = 0;
  for (let i = 0; i < counts.length;) {
    let value = counts[i]!;
    if (value === 0) {
      const start = i;
      do i++;
      while (i < counts.length && counts[i] === 0);
      bytes[end++] = 0;
      value = i - start;
    } else i++;
    while (value >= 0x80) {
      bytes[end++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    bytes[end++] = value;
  }
  return bytes.slice(0, end);
}

/** The `length` counts that `packCounts` packed; null where the bytes hold another number of them. */
export function unpackCounts(bytes: Uint8Array, length: number): Uint32Array | null {
  const counts = new Uint32Array(length);
  let at = 0;
  const take = (): number => {
    let value = 0;
    for (let factor = 1; at < bytes.length; factor *= 0x80) {
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    return NaN;
  };
  let i = 0;
  while (at < bytes.length) {
    const value = take();
    if (value === 0) i += take();
    else if (i < length) counts[i++] = value;
    else return null;
    if (!(i <= length)) return null;
  }
  return i === length ? counts : null;
}
