/** Rows of what a program gives to `fit`: a tensor, an array of tensors, or tensors by name. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';

export type Data = Tensor | Tensor[] | Record<string, Tensor>;

const isTensor = (data: unknown): data is Tensor =>
  typeof data === 'object' && data !== null && Array.isArray((data as Tensor).shape) && 'dataId' in data;

const partsOf = (data: Data): Tensor[] => (isTensor(data) ? [data] : Object.values(data));

/** Number of samples; null where this is no data for `fit` in tensors of as many rows each. */
export function samplesOf(...given: unknown[]): number | null {
  let samples: number | null = null;
  for (const data of given) {
    if (typeof data !== 'object' || data === null) return null;
    for (const part of partsOf(data as Data)) {
      const rows = isTensor(part) ? part.shape[0] : undefined;
      if (rows === undefined || (samples !== null && rows !== samples)) return null;
      samples = rows;
    }
  }
  return samples;
}

/** New tensors with some of the rows, in the shape in which the data came; the caller disposes of them. */
export function takeRows(core: TensorflowCore, data: Data, rows: readonly number[]): Data {
  const take = (tensor: Tensor) => core.tidy(() => core.gather(tensor, core.tensor1d([...rows], 'int32')));
  if (isTensor(data)) return take(data);
  if (Array.isArray(data)) return data.map(take);
  return Object.fromEntries(Object.entries(data).map(([name, tensor]) => [name, take(tensor)]));
}

export function disposeData(data: Data): void {
  for (const part of partsOf(data)) part.dispose();
}
