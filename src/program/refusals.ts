/** Why a program cannot be replayed, in words. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { OpSource, Refusal } from './lossProgram.js';

export type RefusedWhat =
  | 'complex numbers'
  | 'leaf too large'
  | 'attribute'
  | 'nested customGrad'
  | 'loss is not one number'
  | 'no variable reaches the loss'
  | 'a variable changes inside the loss'
  | 'steered by values read back'
  | 'values cannot be read'
  | 'no gradient call'
  | 'recording failed';

export function refusal(what: RefusedWhat, op: string | null, source: OpSource | null, why: string): Refusal {
  return { what, op, file: source?.file ?? null, line: source?.line ?? null, why };
}

export function recordingFailed(error: unknown): Refusal {
  return refusal('recording failed', null, null, error instanceof Error ? error.message : String(error));
}

/** A sentence where a leaf has more than `limit` bytes. */
export function leafTooLarge(leaf: object | null, { size, shape }: Tensor, limit: number): string | null {
  if (!leaf || size * 4 <= limit) return null;
  const megabytes = Math.round((size * 4) / 2 ** 20);
  return `a tensor of the shape [${shape.join()}] is an input of the loss: ${megabytes} MB, more than ${limit / 2 ** 20}`;
}
