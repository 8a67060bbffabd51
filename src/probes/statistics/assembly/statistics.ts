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
  pass<f32, f32>(values, 0, count, out);
}

export function measureWithHistogram(values: usize, count: i32, out: usize): void {
  pass<f32, i32>(values, 0, count, out);
}

/** Statistics of after − before. */
export function difference(before: usize, after: usize, count: i32, out: usize): void {
  pass<i32, f32>(after, before, count, out);
}

export function differenceWithHistogram(before: usize, after: usize, count: i32, out: usize): void {
  pass<i32, i32>(after, before, count, out);
}

// Type arguments choose at compile time: an integer D subtracts `before`, an integer H counts the histogram.
// @ts-ignore: decorator
@inline
function pass<D, H>(values: usize, before: usize, count: i32, out: usize): void {
  const infinity = i32x4.splat(0x7f800000);
  const magnitude = i32x4.splat(0x7fffffff);
  const zero = i32x4.splat(0);
  let sumLow = f64x2.splat(0);
  let sumHigh = f64x2.splat(0);
  let squaresLow = f64x2.splat(0);
  let squaresHigh = f64x2.splat(0);
  let min = f32x4.splat(Infinity);
  let max = f32x4.splat(-Infinity);
  let zeros = zero;
  let nans = zero;
  let infinities = zero;
  const bank0 = out + COUNTS;
  const bank1 = bank0 + BANK;
  const bank2 = bank1 + BANK;
  const bank3 = bank2 + BANK;
  memory.fill(out, 0, COUNTS);
  if (isInteger<H>()) memory.fill(bank0, 0, 4 * BANK);

  const bytes = <usize>count << 2;
  const whole = bytes & ~(<usize>15);
  for (let p: usize = 0; p < whole; p += 16) {
    let v = v128.load(values + p);
    if (isInteger<D>()) v = f32x4.sub(v, v128.load(before + p));
    const size = v128.and(v, magnitude);
    const finite = i32x4.lt_s(size, infinity);
    zeros = i32x4.sub(zeros, i32x4.eq(size, zero));
    infinities = i32x4.sub(infinities, i32x4.eq(size, infinity));
    nans = i32x4.sub(nans, i32x4.gt_s(size, infinity));
    const x = v128.and(v, finite);
    const low = f64x2.promote_low_f32x4(x);
    const high = f64x2.promote_low_f32x4(i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15));
    sumLow = f64x2.add(sumLow, low);
    sumHigh = f64x2.add(sumHigh, high);
    squaresLow = f64x2.add(squaresLow, f64x2.mul(low, low));
    squaresHigh = f64x2.add(squaresHigh, f64x2.mul(high, high));
    min = f32x4.pmin(min, v128.bitselect(v, min, finite));
    max = f32x4.pmax(max, v128.bitselect(v, max, finite));
    if (isInteger<H>()) {
      const field = i32x4.shr_u(v, 23);
      increment(bank0 + (<usize>i32x4.extract_lane(field, 0) << 2));
      increment(bank1 + (<usize>i32x4.extract_lane(field, 1) << 2));
      increment(bank2 + (<usize>i32x4.extract_lane(field, 2) << 2));
      increment(bank3 + (<usize>i32x4.extract_lane(field, 3) << 2));
    }
  }

  let sum = lanes(sumLow) + lanes(sumHigh);
  let squares = lanes(squaresLow) + lanes(squaresHigh);
  let least = Mathf.min(
    Mathf.min(f32x4.extract_lane(min, 0), f32x4.extract_lane(min, 1)),
    Mathf.min(f32x4.extract_lane(min, 2), f32x4.extract_lane(min, 3)),
  );
  let most = Mathf.max(
    Mathf.max(f32x4.extract_lane(max, 0), f32x4.extract_lane(max, 1)),
    Mathf.max(f32x4.extract_lane(max, 2), f32x4.extract_lane(max, 3)),
  );
  let zeroCount = total(zeros);
  let nanCount = total(nans);
  let infinityCount = total(infinities);
  for (let p = whole; p < bytes; p += 4) {
    let v = load<f32>(values + p);
    if (isInteger<D>()) v = v - load<f32>(before + p);
    const bits = reinterpret<u32>(v);
    const size = bits & 0x7fffffff;
    if (size == 0) zeroCount++;
    if (size < 0x7f800000) {
      sum += <f64>v;
      squares += <f64>v * <f64>v;
      if (v < least) least = v;
      if (v > most) most = v;
    } else if (size == 0x7f800000) infinityCount++;
    else nanCount++;
    if (isInteger<H>()) increment(bank0 + (<usize>(bits >> 23) << 2));
  }
  store<f64>(out, sum);
  store<f64>(out, squares, 8);
  store<f32>(out, least, 16);
  store<f32>(out, most, 20);
  store<i32>(out, zeroCount, 24);
  store<i32>(out, nanCount, 28);
  store<i32>(out, infinityCount, 32);
}

// @ts-ignore: decorator
@inline
function increment(at: usize): void {
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
