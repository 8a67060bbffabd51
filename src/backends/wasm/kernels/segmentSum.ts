/** Sum of slices by segment, the gradient of `gather`, which stock wasm lacks: a scatter that adds. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../tensorflow/core.js';
import { registerWasmKernel, view, type KernelScope } from '../kernelScope.js';

export function registerUnsortedSegmentSum(core: TensorflowCore): void {
  registerWasmKernel(core, 'UnsortedSegmentSum', (stock) => (scope, inputs, attributes) => {
    if (stock) return stock(scope, inputs, attributes);
    return segmentSum(scope, inputs['x']!, inputs['segmentIds']!, attributes['numSegments'] as number);
  });
}

function segmentSum(scope: KernelScope, x: TensorInfo, segmentIds: TensorInfo, numSegments: number): TensorInfo {
  const { core, run } = scope;
  const ids = segmentIds.dtype === 'int32' ? segmentIds : run('Cast', { x: segmentIds }, { dtype: 'int32' });
  const count = core.util.sizeFromShape(ids.shape);
  const slice = x.shape.slice(ids.shape.length);
  // Ids outside of [0, numSegments) count nowhere; a scatter would write outside of its output.
  const kept = onlyInside(scope, ids, numSegments);
  const rows = kept ? numSegments + 1 : numSegments;
  const sums = run(
    'ScatterNd',
    { indices: view(kept ?? ids, [count, 1]), updates: view(x, [count, ...slice]) },
    { shape: [rows, ...slice] },
  );
  if (!kept) return sums;
  const size = [numSegments, ...slice];
  return run('Slice', { x: sums }, { begin: size.map(() => 0), size });
}

/** Null where all ids are inside; else a copy in which those outside point to one row more. */
function onlyInside({ backend, run }: KernelScope, ids: TensorInfo, numSegments: number): TensorInfo | null {
  const isInside = (id: number) => id >= 0 && id < numSegments;
  if (backend.typedArrayFromHeap(ids).every(isInside)) return null;
  const copy = run('Add', { a: ids, b: run('ZerosLike', { x: ids }) });
  const values = backend.typedArrayFromHeap(copy);
  values.forEach((id, index) => {
    if (!isInside(id)) values[index] = numSegments;
  });
  return copy;
}
