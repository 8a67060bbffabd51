/** One op in one shape and with one set of attributes, to be differentiated twice. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../src/tensorflow/core.js';

export interface Data {
  shape: number[];
  /** Exact in float32. */
  values: number[];
}

export interface OpCase {
  kernel: string;
  /** What is special about it; empty for the plain one. */
  label: string;
  xs: Data[];
  f(core: TensorflowCore, xs: Tensor[]): Tensor;
}

function random(seed: number): () => number {
  let state = (seed * 7919 + 13) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const sizeOf = (shape: number[]) => shape.reduce((a, b) => a * b, 1);

/** The same numbers between low and high at every run. */
export function uniform(shape: number[], seed: number, low = -1, high = 1): Data {
  const next = random(seed);
  const values = Array.from({ length: sizeOf(shape) }, () => Math.fround(low + (high - low) * next()));
  return { shape, values };
}

/** A shuffled grid: no two values are near each other, and none is near the middle between low and high. */
export function separated(shape: number[], seed: number, low = -2, high = 2): Data {
  const next = random(seed);
  const size = sizeOf(shape);
  const order = Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return { shape, values: order.map((place) => Math.fround(low + ((high - low) * (place + 0.47)) / size)) };
}

/** Cases of one op, told apart by their label. */
export function casesOf(kernel: string, cases: Record<string, [Data[], OpCase['f']]>): OpCase[] {
  return Object.entries(cases).map(([label, [xs, f]]) => ({ kernel, label, xs, f }));
}

/** An op of one input, in two shapes. */
export function unary(
  kernel: string,
  f: (core: TensorflowCore, x: Tensor) => Tensor,
  data: (shape: number[], seed: number) => Data = uniform,
): OpCase[] {
  const apply: OpCase['f'] = (core, [x]) => f(core, x!);
  return casesOf(kernel, { '': [[data([2, 3], 1)], apply], 'rank 1': [[data([5], 2)], apply] });
}

/** An op of two inputs, of equal shapes and broadcast both ways. */
export function binary(
  kernel: string,
  f: (core: TensorflowCore, a: Tensor, b: Tensor) => Tensor,
  left: (shape: number[], seed: number) => Data = uniform,
  right: (shape: number[], seed: number) => Data = left,
): OpCase[] {
  const apply: OpCase['f'] = (core, [a, b]) => f(core, a!, b!);
  return casesOf(kernel, {
    '': [[left([2, 3], 1), right([2, 3], 2)], apply],
    'b broadcast': [[left([2, 3], 3), right([3], 4)], apply],
    'a broadcast': [[left([1, 3], 5), right([2, 1], 6)], apply],
    scalar: [[left([], 7), right([2, 2], 8)], apply],
  });
}

export const between =
  (low: number, high: number) =>
  (shape: number[], seed: number): Data =>
    uniform(shape, seed, low, high);
export const apart =
  (low: number, high: number) =>
  (shape: number[], seed: number): Data =>
    separated(shape, seed, low, high);
