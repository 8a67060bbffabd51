/** The Newton step at the weights of a step, on the probe batch, and what it would do. */
import { meanOperator } from '../../curvature/operators/combinedOperators.js';
import { gradientChangeError, newtonDirection } from '../../curvature/newton/newtonDirection.js';
import type { NewtonPayload } from '../../protocol/measurements.js';
import type { CurvatureProbe, ProbedStep } from './curvatureProbe.js';
import { reasonOf } from './notMeasured.js';
import { meanPoint } from './updateReading.js';
import { isFiniteEverywhere } from './weights.js';

/** @throws where the loss or a product is not finite, or an op is refused. */
function measureNewton(probe: CurvatureProbe, at: ProbedStep): NewtonPayload {
  const { anchor } = probe.parts;
  return probe.withSessions(at.after, anchor, (sessions) => {
    const point = meanPoint(sessions);
    const operator = meanOperator(sessions);
    const lossAt = (step: Float64Array) => {
      const moved = at.after.map((value, i) => value + step[i]!);
      return isFiniteEverywhere(moved) ? probe.lossAt(moved, anchor) : NaN;
    };
    const session = {
      ...point,
      size: operator.size,
      multiply: operator.multiply.bind(operator),
      dispose: () => undefined,
    };
    const { damping, iterations, predicted, actual, negativeCurvature, residual, why } = newtonDirection(
      session,
      lossAt,
    );
    return {
      ...{ damping, iterations, predicted, actual, negativeCurvature, residual, why },
      gradientChange: gradientChange(probe, at, point.gradient),
      samples: probe.samplesOf(anchor),
    };
  });
}

/** The same, or why there is none. */
export function newtonOrWhy(probe: CurvatureProbe, at: ProbedStep): NewtonPayload {
  try {
    if (!probe.parts.track) probe.track(at);
    return measureNewton(probe, at);
  } catch (error) {
    return {
      ...{ damping: 0, iterations: 0, predicted: NaN, actual: NaN, negativeCurvature: false, residual: NaN },
      ...{ gradientChange: null, samples: null, why: reasonOf(error, at.step, probe.parts.track?.program) },
    };
  }
}

/** How far ΔG = HΔx holds of the step's own update. */
function gradientChange(probe: CurvatureProbe, at: ProbedStep, gradientAfter: Float64Array): number | null {
  const { before } = at;
  if (before === null) return null;
  const update = Float64Array.from(at.after, (value, i) => value - before[i]!);
  return probe.withSessions(before, probe.parts.anchor, (sessions) =>
    gradientChangeError(meanOperator(sessions), {
      ...{ update, gradientAfter, gradientBefore: meanPoint(sessions).gradient },
    }),
  );
}
