/** Why there is no number, in one sentence each. */
import { RefusedOpError } from '../../autodiff/refusedOp.js';
import { CurvatureError } from '../../curvature/errors.js';
import type { CurvaturePayload } from '../../protocol/records.js';

export const nothingMeasured = (measured: CurvaturePayload['measured'], why: string | null): CurvaturePayload => ({
  measured,
  ...{ samples: null, batches: 0, eigenvalues: [], smallest: [], cold: false, stopped: 'tolerance', products: 0 },
  ...{ sample: null, trace: null, condition: null, density: null, negativeShare: null, stability: null },
  ...{ layers: null, gradientCosines: null, update: null, notes: [], notMeasured: why },
});

/** What stopped a measurement. Faults of ours are told as they are. */
export function reasonOf(error: unknown, step: number): string {
  if (error instanceof RefusedOpError) return error.message;
  if (error instanceof CurvatureError) {
    return error.code === 'not-finite' ? `the loss or its gradient is not finite at step ${step}` : error.message;
  }
  const message = error instanceof Error ? error.message : String(error);
  return isOutOfMemory(error) ? 'out of memory: a smaller probe batch is tried' : message;
}

export function isOutOfMemory(error: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error);
  return (
    error instanceof RangeError || /out of memory|memory access out of bounds|Aborted|enlarge memory/i.test(message)
  );
}
