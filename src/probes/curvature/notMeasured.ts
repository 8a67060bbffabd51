/** Why there is no number, in one sentence each. */
import { RefusedOpError } from '../../autodiff/refusedOp.js';
import { CurvatureError } from '../../curvature/errors.js';
import { kernelOps } from '../../program/liveOps.js';
import type { LossProgram } from '../../program/lossProgram.js';
import type { CurvaturePayload } from '../../protocol/records.js';

export const nothingMeasured = (measured: CurvaturePayload['measured'], why: string | null): CurvaturePayload => ({
  measured,
  ...{ samples: null, batches: 0, eigenvalues: [], smallest: [], cold: false, stopped: 'tolerance', products: 0 },
  ...{ sample: null, trace: null, condition: null, density: null, negativeShare: null, stability: null },
  ...{ layers: null, gradientCosines: null, update: null, notes: [], notMeasured: why },
});

/** What stopped a measurement, and on which line of `program`. Faults of ours are told as they are. */
export function reasonOf(error: unknown, step: number, program?: LossProgram): string {
  if (error instanceof RefusedOpError) return `${error.message}${lineOf(error.kernelName, program)}`;
  if (error instanceof CurvatureError) {
    return error.code === 'not-finite' ? `the loss or its gradient is not finite at step ${step}` : error.message;
  }
  const message = error instanceof Error ? error.message : String(error);
  return isOutOfMemory(error) ? 'out of memory, on the smallest probe batch too' : message;
}

function lineOf(kernel: string, program: LossProgram | undefined): string {
  const op = program && [...kernelOps(program.ops)].find((each) => each.kernel === kernel);
  return op?.source ? ` It is used on line ${op.source.line} of ${op.source.file.split(/[\\/]/).at(-1)}.` : '';
}

export function isOutOfMemory(error: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error);
  return (
    error instanceof RangeError || /out of memory|memory access out of bounds|Aborted|enlarge memory/i.test(message)
  );
}
