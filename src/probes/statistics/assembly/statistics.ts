// AssemblyScript: one pass over float32 elements in the heap of the wasm backend, four at a time. Compiled by
// scripts/compileStatistics.mjs. No static data, no allocation: the memory belongs to TensorFlow.js.
//
// What a pass writes at `out`, in bytes: 0 sum f64 · 8 sum of squares f64 · 16 min f32 · 20 max f32 (±Infinity where
// no element is finite) · 24 zeros i32 · 28 NaN i32 · 32 infinities i32 · 64 counts u32 by sign and exponent field
// (element bits >>> 23), 512 of them, in four banks, so that neighbours with equal bits do not wait for one another.

const BANK: usize = 2048;
const COUNTS: usize = 64;

/** Statistics of `count` elements at `values`. */
export function measure(values: usize, count: i32, out: usize): void {
  pass<f32>(values, count, out);
}

export function measureWithHistogram(values: usize, count: i32, out: usize): void {
  pass<i32>(values, count, out);
}

/** Statistics of after − before. */
export function measureDifference(before: usize, after: usize, count: i32, out: usize): void {
  clear<f32>(out);
  carefully<i32, f32>(after, before, 0, <usize>count << 2, out);
}

/**
 * Of after − before the sum of squares and the counts of what is not finite, at `update`; of the elements after the sum
 * too, at `weight`. Each element is loaded once.
 */
export function measureUpdate(before: usize, after: usize, count: i32, update: usize, weight: usize): void {
  passOverUpdate<f32, f32>(before, after, count, update, weight);
}

export function measureUpdateWithHistograms(
  before: usize,
  after: usize,
  count: i32,
  update: usize,
  weight: usize,
): void {
  passOverUpdate<i32, i32>(before, after, count, update, weight);
}

/**
 * The same where the histogram of `before` is known: the counts at `weight` are those of after minus those of before, which
 * few elements change, unless an element after is not finite: then they are those of after.
 */
export function measureUpdateWithChanges(before: usize, after: usize, count: i32, update: usize, weight: usize): void {
  passOverUpdate<i32, i64>(before, after, count, update, weight);
}

/**
 * Folds the counts at `out` into a signed histogram of 2·side + 1 bins at `bins` (u32, modulo 2³²): the middle one for fields
 * below `lowest`, the last of a side for all beyond it. `nans`: field 255 holds NaN, which is in no bin.
 */
export function fold(out: usize, bins: usize, lowest: i32, side: i32, nans: bool): void {
  memory.fill(bins, 0, (2 * side + 1) << 2);
  for (let field = 0; field < 512; field += 4) {
    const at = out + (<usize>field << 2);
    const counts = i32x4.add(
      i32x4.add(v128.load(at, COUNTS), v128.load(at, COUNTS + BANK)),
      i32x4.add(v128.load(at, COUNTS + 2 * BANK), v128.load(at, COUNTS + 3 * BANK)),
    );
    if (!v128.any_true(counts)) continue;
    addToBin(bins, field, i32x4.extract_lane(counts, 0), lowest, side, nans);
    addToBin(bins, field + 1, i32x4.extract_lane(counts, 1), lowest, side, nans);
    addToBin(bins, field + 2, i32x4.extract_lane(counts, 2), lowest, side, nans);
    addToBin(bins, field + 3, i32x4.extract_lane(counts, 3), lowest, side, nans);
  }
}

/** `field`: exponent field, 256 more for negative elements. */
function addToBin(bins: usize, field: i32, count: i32, lowest: i32, side: i32, nans: bool): void {
  const exponent = field & 0xff;
  if (nans && exponent == 0xff) return;
  let distance = 0;
  if (exponent >= lowest) distance = min(exponent - lowest, side - 1) + 1;
  const bin = field < 256 ? side + distance : side - distance;
  const at = bins + (<usize>bin << 2);
  store<i32>(at, load<i32>(at) + count);
}

// Type arguments choose at compile time: an integer H counts a histogram (i64: its changes), an integer D subtracts
// `before`.
//
// The fast loops take all elements for finite: where a sum of squares is not (float32 squares cannot overflow float64),
// which is rare, everything is done again by the careful loop.

// @ts-ignore: decorator
@inline
function pass<H>(values: usize, count: i32, out: usize): void {
  const zero = f32x4.splat(0);
  // Two elements a lane in turn: a sum need not wait for the one before.
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  let sum3 = f64x2.splat(0);
  let squares0 = f64x2.splat(0);
  let squares1 = f64x2.splat(0);
  let squares2 = f64x2.splat(0);
  let squares3 = f64x2.splat(0);
  let min = f32x4.splat(Infinity);
  let max = f32x4.splat(-Infinity);
  let zeros = i32x4.splat(0);
  clear<H>(out);

  const bytes = <usize>count << 2;
  const whole = bytes & ~(<usize>31);
  for (let p: usize = 0; p < whole; p += 32) {
    const a = v128.load(values + p);
    const b = v128.load(values + p, 16);
    zeros = i32x4.sub(i32x4.sub(zeros, f32x4.eq(a, zero)), f32x4.eq(b, zero));
    min = f32x4.pmin(min, f32x4.pmin(a, b));
    max = f32x4.pmax(max, f32x4.pmax(a, b));
    const a0 = f64x2.promote_low_f32x4(a);
    const a1 = f64x2.promote_low_f32x4(upper(a));
    const b0 = f64x2.promote_low_f32x4(b);
    const b1 = f64x2.promote_low_f32x4(upper(b));
    sum0 = f64x2.add(sum0, a0);
    sum1 = f64x2.add(sum1, a1);
    sum2 = f64x2.add(sum2, b0);
    sum3 = f64x2.add(sum3, b1);
    squares0 = f64x2.add(squares0, f64x2.mul(a0, a0));
    squares1 = f64x2.add(squares1, f64x2.mul(a1, a1));
    squares2 = f64x2.add(squares2, f64x2.mul(b0, b0));
    squares3 = f64x2.add(squares3, f64x2.mul(b1, b1));
    if (isInteger<H>()) {
      countPair(load<u64>(values + p), out);
      countPair(load<u64>(values + p, 8), out + 2 * BANK);
      countPair(load<u64>(values + p, 16), out);
      countPair(load<u64>(values + p, 24), out + 2 * BANK);
    }
  }
  const squares = lanes(f64x2.add(f64x2.add(squares0, squares1), f64x2.add(squares2, squares3)));
  if (!isFinite(squares)) {
    clear<H>(out);
    carefully<f32, H>(values, 0, 0, bytes, out);
    return;
  }
  const sum = lanes(f64x2.add(f64x2.add(sum0, sum1), f64x2.add(sum2, sum3)));
  write(out, sum, squares, least(min), most(max), total(zeros));
  carefully<f32, H>(values, 0, whole, bytes, out);
}

/** U: counts of the update, W: of the weights. */
// @ts-ignore: decorator
@inline
function passOverUpdate<U, W>(before: usize, after: usize, count: i32, update: usize, weight: usize): void {
  let squares0 = f64x2.splat(0);
  let squares1 = f64x2.splat(0);
  let weightSum0 = f64x2.splat(0);
  let weightSum1 = f64x2.splat(0);
  let weightSquares0 = f64x2.splat(0);
  let weightSquares1 = f64x2.splat(0);
  clear<U>(update);
  clear<W>(weight);

  const bytes = <usize>count << 2;
  const whole = bytes & ~(<usize>15);
  for (let p: usize = 0; p < whole; p += 16) {
    const w = v128.load(after + p);
    const b = v128.load(before + p);
    const u = f32x4.sub(w, b);
    const u0 = f64x2.promote_low_f32x4(u);
    const u1 = f64x2.promote_low_f32x4(upper(u));
    const w0 = f64x2.promote_low_f32x4(w);
    const w1 = f64x2.promote_low_f32x4(upper(w));
    squares0 = f64x2.add(squares0, f64x2.mul(u0, u0));
    squares1 = f64x2.add(squares1, f64x2.mul(u1, u1));
    weightSum0 = f64x2.add(weightSum0, w0);
    weightSum1 = f64x2.add(weightSum1, w1);
    weightSquares0 = f64x2.add(weightSquares0, f64x2.mul(w0, w0));
    weightSquares1 = f64x2.add(weightSquares1, f64x2.mul(w1, w1));
    if (isInteger<U>()) {
      const field = i32x4.shl(i32x4.shr_u(u, 23), 2);
      increment(update + <usize>i32x4.extract_lane(field, 0), COUNTS);
      increment(update + <usize>i32x4.extract_lane(field, 1), COUNTS + BANK);
      increment(update + <usize>i32x4.extract_lane(field, 2), COUNTS + 2 * BANK);
      increment(update + <usize>i32x4.extract_lane(field, 3), COUNTS + 3 * BANK);
    }
    if (!isInteger<W>()) continue;
    if (sizeof<W>() === 4) {
      countPair(load<u64>(after + p), weight);
      countPair(load<u64>(after + p, 8), weight + 2 * BANK);
    } else if (v128.any_true(i32x4.shr_u(v128.xor(w, b), 23))) {
      countChanges(before, after, p, p + 16, weight);
    }
  }
  const squares = lanes(f64x2.add(squares0, squares1));
  if (isFinite(squares)) {
    store<f64>(update, squares, 8);
    carefully<i32, U>(after, before, whole, bytes, update);
  } else {
    clear<U>(update);
    carefully<i32, U>(after, before, 0, bytes, update);
  }
  const weightSquares = lanes(f64x2.add(weightSquares0, weightSquares1));
  let last: f32 = 0;
  for (let p = whole; p < bytes; p += 4) last += load<f32>(after + p) - load<f32>(after + p);
  if (isFinite(weightSquares) && last == 0) {
    store<f64>(weight, lanes(f64x2.add(weightSum0, weightSum1)));
    store<f64>(weight, weightSquares, 8);
    if (sizeof<W>() === 8) {
      countChanges(before, after, whole, bytes, weight);
      carefully<f32, f32>(after, 0, whole, bytes, weight);
    } else carefully<f32, W>(after, 0, whole, bytes, weight);
  } else {
    clear<W>(weight);
    carefully<f32, W>(after, 0, 0, bytes, weight);
  }
}

/** Elements from byte `from` to `to` that have left the field they were in. */
function countChanges(before: usize, after: usize, from: usize, to: usize, out: usize): void {
  for (let p = from; p < to; p += 4) {
    const was = out + (<usize>(load<u32>(before + p) >> 23) << 2);
    const is = out + (<usize>(load<u32>(after + p) >> 23) << 2);
    store<u32>(was, load<u32>(was, COUNTS) - 1, COUNTS);
    store<u32>(is, load<u32>(is, COUNTS) + 1, COUNTS);
  }
}

/** Adds the elements from byte `from` on to what stands at `out`, one at a time. */
function carefully<D, H>(values: usize, before: usize, from: usize, bytes: usize, out: usize): void {
  let sum = load<f64>(out);
  let squares = load<f64>(out, 8);
  let lowest = load<f32>(out, 16);
  let highest = load<f32>(out, 20);
  let zeros = load<i32>(out, 24);
  let nans = load<i32>(out, 28);
  let infinities = load<i32>(out, 32);
  for (let p = from; p < bytes; p += 4) {
    let v = load<f32>(values + p);
    if (isInteger<D>()) v = v - load<f32>(before + p);
    const bits = reinterpret<u32>(v);
    const size = bits & 0x7fffffff;
    if (size == 0) zeros++;
    if (size < 0x7f800000) {
      sum += <f64>v;
      squares += <f64>v * <f64>v;
      if (v < lowest) lowest = v;
      if (v > highest) highest = v;
    } else if (size == 0x7f800000) infinities++;
    else nans++;
    if (isInteger<H>()) increment(out + (<usize>(bits >> 23) << 2), COUNTS);
  }
  write(out, sum, squares, lowest, highest, zeros);
  store<i32>(out, nans, 28);
  store<i32>(out, infinities, 32);
}

// @ts-ignore: decorator
@inline
function clear<H>(out: usize): void {
  memory.fill(out, 0, isInteger<H>() ? COUNTS + 4 * BANK : COUNTS);
  store<f32>(out, Infinity, 16);
  store<f32>(out, -Infinity, 20);
}

// @ts-ignore: decorator
@inline
function write(out: usize, sum: f64, squares: f64, lowest: f32, highest: f32, zeros: i32): void {
  store<f64>(out, sum);
  store<f64>(out, squares, 8);
  store<f32>(out, lowest, 16);
  store<f32>(out, highest, 20);
  store<i32>(out, zeros, 24);
}

/** Two neighbours, in a bank each. */
// @ts-ignore: decorator
@inline
function countPair(bits: u64, out: usize): void {
  increment(out + <usize>((<u32>bits >> 21) & 0x7fc), COUNTS);
  increment(out + (<usize>(bits >> 53) & 0x7fc), COUNTS + BANK);
}

// @ts-ignore: decorator
@inline
function upper(v: v128): v128 {
  return i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
}

// @ts-ignore: decorator
@inline
function least(v: v128): f32 {
  return Mathf.min(
    Mathf.min(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    Mathf.min(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

// @ts-ignore: decorator
@inline
function most(v: v128): f32 {
  return Mathf.max(
    Mathf.max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    Mathf.max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

// @ts-ignore: decorator
@inline
function increment(at: usize, bank: usize): void {
  at += bank;
  store<u32>(at, load<u32>(at) + 1);
}

// @ts-ignore: decorator
@inline
function lanes(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

// @ts-ignore: decorator
@inline
function total(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}
