/** Why a program cannot be replayed, in words. */
import type { OpSource, Refusal, SlotInfo } from './lossProgram.js';

export type RefusedWhat =
  | 'complex numbers'
  | 'leaf too large'
  | 'attribute'
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

/** Bytes of a leaf beyond which a program is refused. */
export const LARGEST_LEAF = 64 * 2 ** 20;

/** A sentence where a leaf is too large to be kept; null where it is not. */
export function tooLarge({ shape }: SlotInfo, limit: number): string | null {
  const bytes = 4 * shape.reduce((product, length) => product * length, 1);
  if (bytes <= limit) return null;
  return `a tensor of the shape [${shape.join()}] is an input of the loss: ${megabytes(bytes)} MB, more than ${megabytes(limit)}`;
}

const megabytes = (bytes: number) => Number((bytes / 2 ** 20).toPrecision(3));
