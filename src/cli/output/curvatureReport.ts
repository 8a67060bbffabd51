/** Curvature, Newton step and verification as `--json` prints them. */
import type { ReportCurvature, ReportNewton, ReportTraining, ReportVerified } from '../../protocol/report.js';
import type { RitzValue } from '../../protocol/records.js';
import type { CurvatureTally } from './curvatureTally.js';
import { jsonNumber } from './jsonNumber.js';

export function reportLossProgram({ lossProgram }: CurvatureTally): ReportTraining['lossProgram'] {
  if (!lossProgram) return null;
  const { ops, batch, replays, why } = lossProgram;
  return { ops, batch, replays, why };
}

/** The newest measurement, with the whole track; null: nothing was measured. */
export function reportCurvature({ newest, track }: CurvatureTally): ReportCurvature | null {
  if (!newest) return null;
  const { step, payload } = newest;
  const { sample, trace, density, stability } = payload;
  return {
    step,
    samples: payload.samples,
    eigenvalues: payload.eigenvalues.map(ritz),
    smallest: payload.smallest.map(ritz),
    sample: sample && {
      lower: jsonNumber(sample.lower),
      upper: jsonNumber(sample.upper),
      standardError: jsonNumber(sample.standardError),
    },
    trace: trace && { value: jsonNumber(trace.value), standardError: jsonNumber(trace.standardError) },
    condition: jsonNumber(payload.condition),
    density: density && { grid: list(density.grid), values: list(density.values), spread: list(density.spread) },
    stability: stability && {
      rule: stability.rule,
      limit: jsonNumber(stability.limit),
      value: jsonNumber(stability.value),
      why: stability.why,
    },
    track: track.map(({ step: at, value, residual, samples }) => ({
      step: at,
      value: jsonNumber(value),
      residual: jsonNumber(residual),
      samples,
    })),
    notes: [...payload.notes, ...(payload.notMeasured === null ? [] : [payload.notMeasured])],
  };
}

const ritz = ({ value, residual }: RitzValue) => ({ value: jsonNumber(value), residual: jsonNumber(residual) });
const list = (values: Float64Array) => Array.from(values, jsonNumber);

export function reportNewton({ newton }: CurvatureTally): ReportNewton | null {
  if (!newton) return null;
  const { damping, iterations, predicted, actual, negativeCurvature, why } = newton;
  return {
    damping: jsonNumber(damping),
    iterations,
    predicted: jsonNumber(predicted),
    actual: jsonNumber(actual),
    negativeCurvature,
    why,
  };
}

export function reportVerify({ verify }: CurvatureTally): ReportVerified[] {
  return (verify?.quantities ?? []).map(({ quantity, value, float64, relativeError }) => ({
    quantity,
    value: jsonNumber(value),
    float64: jsonNumber(float64),
    relativeError: jsonNumber(relativeError),
  }));
}
