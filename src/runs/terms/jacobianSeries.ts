/** The Jacobian of a training's outputs for the screen. */
import type { MeasuredAt } from '../../protocol/curvature.js';
import type { JacobianPayload } from '../../protocol/jacobian.js';
import { JACOBIAN_POINTS, type JacobianSeries } from '../../protocol/jacobianSeries.js';

export function jacobianSeries(training: number, all: readonly MeasuredAt<JacobianPayload>[]): JacobianSeries {
  const known = all.filter(
    // Measured twice at a step, the later one tells more.
    ({ step, payload }, i) => payload.norm !== null && all[i + 1]?.step !== step,
  );
  const every = 2 ** Math.max(0, Math.ceil(Math.log2(known.length / JACOBIAN_POINTS)));
  // Counted from the end, so that the newest is among them.
  const points = known.filter((_, i) => (known.length - 1 - i) % every === 0);
  const column = (of: (payload: JacobianPayload) => number) => Float64Array.from(points, ({ payload }) => of(payload));
  const newest = all.at(-1)?.payload ?? null;
  return {
    training,
    steps: Float64Array.from(points, ({ step }) => step),
    norms: column(({ norm }) => norm!),
    standardErrors: column(({ standardError }) => standardError),
    sampleErrors: column(({ sampleError }) => sampleError ?? NaN),
    samples: column(({ samples }) => samples ?? NaN),
    robustness: robustnessOf(all),
    output: points.at(-1)?.payload.output ?? null,
    notes: newest?.notes ?? [],
    notMeasured: newest?.notMeasured ?? null,
  };
}

function robustnessOf(all: readonly MeasuredAt<JacobianPayload>[]): JacobianSeries['robustness'] {
  const found = all.findLast(({ payload }) => payload.robustness !== null);
  return found ? { ...found.payload.robustness!, step: found.step, samples: found.payload.samples } : null;
}
