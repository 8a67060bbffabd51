/**
 * Sums and means, added up in float64. Stock wasm adds one float32 after the other, which costs digits where an axis is long: a
 * Hessian-vector product through batch normalization has three times the error, for no gain in time.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../tensorflow/core.js';
import { registerWasmKernel, type Attributes, type KernelScope } from '../kernelScope.js';

export function registerSums(core: TensorflowCore): void {
  for (const name of ['Sum', 'Mean']) {
    if (!core.getKernel(name, 'wasm')) continue;
    registerWasmKernel(core, name, (stock) => (scope, inputs, attributes) => {
      return reduced(scope, inputs['x']!, attributes, name === 'Mean') ?? stock!(scope, inputs, attributes);
    });
  }
}

/** Null where the axes do not lie side by side, and for integers, whose sums are exact. */
function reduced({ core, backend }: KernelScope, x: TensorInfo, attributes: Attributes, isMean: boolean) {
  const { axis, keepDims } = attributes as { axis: number | number[] | undefined; keepDims?: boolean };
  const { shape } = x;
  if (x.dtype !== 'float32') return null;
  const axes = core.util.parseAxisParam(axis as number | number[], shape).sort((a, b) => a - b);
  const first = axes[0] ?? 0;
  if (axes.some((each, i) => each !== first + i)) return null;
  const product = (lengths: readonly number[]) => lengths.reduce((a, b) => a * b, 1);
  const count = product(axes.map((each) => shape[each]!));
  const before = product(shape.slice(0, first));
  const after = product(shape.slice(first + axes.length));
  const kept = shape.flatMap((length, i) => (!axes.includes(i) ? [length] : keepDims ? [1] : []));
  const output = backend.makeOutput(kept, 'float32');
  const values = backend.typedArrayFromHeap(x);
  const sums = backend.typedArrayFromHeap(output);
  const divisor = isMean ? count : 1;
  if (after === 1) sumRows(values, sums, { before, count, divisor });
  else sumColumns(values, sums, { before, count, after, divisor });
  return output;
}

function sumRows(values: Float32Array, sums: Float32Array, of: { before: number; count: number; divisor: number }) {
  let at = 0;
  for (let row = 0; row < of.before; row++) {
    let sum = 0;
    for (const end = at + of.count; at < end; at++) sum += values[at]!;
    sums[row] = sum / of.divisor;
  }
}

function sumColumns(
  values: Float32Array,
  sums: Float32Array,
  { before, count, after, divisor }: { before: number; count: number; after: number; divisor: number },
) {
  const row = new Float64Array(after);
  let at = 0;
  for (let block = 0; block < before; block++) {
    row.fill(0);
    // Two at once: the sums are read and written half as often.
    for (const end = at + (count - (count % 2)) * after; at < end; at += 2 * after)
      for (let j = 0; j < after; j++) row[j]! += values[at + j]! + values[at + after + j]!;
    if (count % 2 === 1) for (let j = 0; j < after; j++, at++) row[j]! += values[at]!;
    for (let j = 0; j < after; j++) sums[block * after + j] = row[j]! / divisor;
  }
}
