/**
 * Histogram counts as bytes: most bins are empty. A varint (LEB128) n > 0 is a count of n; a 0 is followed by the varint
 * length of a run of empty bins.
 */
export function packCounts(counts: Uint32Array): Uint8Array {
  const bytes: number[] = [];
  const put = (value: number) => {
    while (value >= 0x80) {
      bytes.push((value % 0x80) | 0x80);
      value = Math.floor(value / 0x80);
    }
    bytes.push(value);
  };
  for (let i = 0; i < counts.length;) {
    if (counts[i] !== 0) {
      put(counts[i++]!);
      continue;
    }
    const start = i;
    while (i < counts.length && counts[i] === 0) i++;
    put(0);
    put(i - start);
  }
  return Uint8Array.from(bytes);
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
