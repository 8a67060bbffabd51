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

/** Statistics of after − before at `update`, and of the elements after at `weight`: each element is loaded once. */
export function measureUpdate(before: usize, after: usize, count: i32, update: usize, weight: usize): void {
  passOverUpdate<f32>(before, after, count, update, weight);
}

export function measureUpdateWithHistograms(
  before: usize,
  after: usize,
  count: i32,
  update: usize,
  weight: usize,
): void {
  passOverUpdate<i32>(before, after, count, update, weight);
}

// Type arguments choose at compile time: an integer H counts the histogram, an integer D subtracts `before`.
//
// The fast loops take all elements for finite and note the largest magnitude: where that is not finite, which is rare,
// everything is done again by the careful loop.

// @ts-ignore: decorator
@inline
function pass<H>(values: usize, count: i32, out: usize): void {
  const magnitude = i32x4.splat(0x7fffffff);
  const zero = i32x4.splat(0);
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
  let zeros = zero;
  let largest = zero;
  clear<H>(out);

  const bytes = <usize>count << 2;
  const whole = bytes & ~(<usize>31);
  for (let p: usize = 0; p < whole; p += 32) {
    const a = v128.load(values + p);
    const b = v128.load(values + p, 16);
    const sizeA = v128.and(a, magnitude);
    const sizeB = v128.and(b, magnitude);
    largest = i32x4.max_u(largest, i32x4.max_u(sizeA, sizeB));
    zeros = i32x4.sub(i32x4.sub(zeros, i32x4.eq(sizeA, zero)), i32x4.eq(sizeB, zero));
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
    countFields<H>(a, out);
    countFields<H>(b, out);
  }
  if (!isFinite4(largest)) {
    clear<H>(out);
    carefully<f32, H>(values, 0, 0, bytes, out);
    return;
  }
  const sum = lanes(f64x2.add(f64x2.add(sum0, sum1), f64x2.add(sum2, sum3)));
  const squares = lanes(f64x2.add(f64x2.add(squares0, squares1), f64x2.add(squares2, squares3)));
  write(out, sum, squares, least(min), most(max), total(zeros));
  carefully<f32, H>(values, 0, whole, bytes, out);
}

// @ts-ignore: decorator
@inline
function passOverUpdate<H>(before: usize, after: usize, count: i32, update: usize, weight: usize): void {
  const magnitude = i32x4.splat(0x7fffffff);
  const zero = i32x4.splat(0);
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let squares0 = f64x2.splat(0);
  let squares1 = f64x2.splat(0);
  let min = f32x4.splat(Infinity);
  let max = f32x4.splat(-Infinity);
  let zeros = zero;
  let weightSum0 = f64x2.splat(0);
  let weightSum1 = f64x2.splat(0);
  let weightSquares0 = f64x2.splat(0);
  let weightSquares1 = f64x2.splat(0);
  let weightMin = f32x4.splat(Infinity);
  let weightMax = f32x4.splat(-Infinity);
  let weightZeros = zero;
  let largest = zero;
  clear<H>(update);
  clear<H>(weight);

  const bytes = <usize>count << 2;
  const whole = bytes & ~(<usize>15);
  for (let p: usize = 0; p < whole; p += 16) {
    const w = v128.load(after + p);
    const u = f32x4.sub(w, v128.load(before + p));
    const weightSize = v128.and(w, magnitude);
    const size = v128.and(u, magnitude);
    largest = i32x4.max_u(largest, i32x4.max_u(weightSize, size));
    zeros = i32x4.sub(zeros, i32x4.eq(size, zero));
    weightZeros = i32x4.sub(weightZeros, i32x4.eq(weightSize, zero));
    min = f32x4.pmin(min, u);
    max = f32x4.pmax(max, u);
    weightMin = f32x4.pmin(weightMin, w);
    weightMax = f32x4.pmax(weightMax, w);
    const u0 = f64x2.promote_low_f32x4(u);
    const u1 = f64x2.promote_low_f32x4(upper(u));
    const w0 = f64x2.promote_low_f32x4(w);
    const w1 = f64x2.promote_low_f32x4(upper(w));
    sum0 = f64x2.add(sum0, u0);
    sum1 = f64x2.add(sum1, u1);
    squares0 = f64x2.add(squares0, f64x2.mul(u0, u0));
    squares1 = f64x2.add(squares1, f64x2.mul(u1, u1));
    weightSum0 = f64x2.add(weightSum0, w0);
    weightSum1 = f64x2.add(weightSum1, w1);
    weightSquares0 = f64x2.add(weightSquares0, f64x2.mul(w0, w0));
    weightSquares1 = f64x2.add(weightSquares1, f64x2.mul(w1, w1));
    countFields<H>(u, update);
    countFields<H>(w, weight);
  }
  if (!isFinite4(largest)) {
    clear<H>(update);
    clear<H>(weight);
    carefully<i32, H>(after, before, 0, bytes, update);
    carefully<f32, H>(after, 0, 0, bytes, weight);
    return;
  }
  const sum = lanes(f64x2.add(sum0, sum1));
  const squares = lanes(f64x2.add(squares0, squares1));
  write(update, sum, squares, least(min), most(max), total(zeros));
  carefully<i32, H>(after, before, whole, bytes, update);
  const weightSum = lanes(f64x2.add(weightSum0, weightSum1));
  const weightSquares = lanes(f64x2.add(weightSquares0, weightSquares1));
  write(weight, weightSum, weightSquares, least(weightMin), most(weightMax), total(weightZeros));
  carefully<f32, H>(after, 0, whole, bytes, weight);
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

// @ts-ignore: decorator
@inline
function countFields<H>(v: v128, out: usize): void {
  if (!isInteger<H>()) return;
  const field = i32x4.shl(i32x4.shr_u(v, 23), 2);
  increment(out + <usize>i32x4.extract_lane(field, 0), COUNTS);
  increment(out + <usize>i32x4.extract_lane(field, 1), COUNTS + BANK);
  increment(out + <usize>i32x4.extract_lane(field, 2), COUNTS + 2 * BANK);
  increment(out + <usize>i32x4.extract_lane(field, 3), COUNTS + 3 * BANK);
}

// @ts-ignore: decorator
@inline
function upper(v: v128): v128 {
  return i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
}

/** Whether no lane has the magnitude of an infinity or NaN. */
// @ts-ignore: decorator
@inline
function isFinite4(largest: v128): bool {
  return !v128.any_true(i32x4.ge_u(largest, i32x4.splat(0x7f800000)));
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
