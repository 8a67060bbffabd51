/** The Jacobian for `--json`, and for a person in a few lines. */
import { formatNumber } from '../../format/number.js';
import type { JacobianPayload } from '../../protocol/jacobian.js';
import type { ReportJacobian } from '../../protocol/report.js';
import type { CurvatureTally } from './curvatureTally.js';
import { jsonNumber } from './jsonNumber.js';
import { placeOf } from './trainingTable.js';

/** Null: not measured, or no number is to be had. */
export function reportJacobian({ jacobian }: CurvatureTally): ReportJacobian | null {
  if (!jacobian) return null;
  const { step, payload } = jacobian;
  const { lipschitz, robustness, output } = payload;
  return {
    step,
    norm: jsonNumber(payload.norm),
    standardError: payload.norm === null ? null : jsonNumber(payload.standardError),
    sampleError: jsonNumber(payload.sampleError),
    exact: payload.exact,
    samples: payload.samples,
    output: output && {
      op: output.op,
      logits: output.logits,
      layer: output.layer,
      file: output.file,
      line: output.line,
    },
    lipschitz: lipschitz && { largest: jsonNumber(lipschitz.largest), mean: jsonNumber(lipschitz.mean) },
    nearZero: jsonNumber(payload.nearZero),
    variables: payload.variables.map(({ name, norm, standardError }) => ({
      name,
      norm: jsonNumber(norm),
      standardError: jsonNumber(standardError),
    })),
    robustness: robustness && {
      loss: jsonNumber(robustness.loss),
      scale: jsonNumber(robustness.scale),
      points: robustness.points.map(({ epsilon, noise, gradientSign }) => ({
        epsilon: jsonNumber(epsilon),
        noise: jsonNumber(noise),
        gradientSign: jsonNumber(gradientSign),
      })),
    },
    notes: [...payload.notes, ...(payload.notMeasured === null ? [] : [payload.notMeasured])],
  };
}

export function jacobianLines({ jacobian }: CurvatureTally): string[] {
  if (!jacobian) return [];
  const { step, payload } = jacobian;
  const { norm, lipschitz, nearZero, robustness } = payload;
  if (norm === null) return [`‖∂z/∂x‖ at step ${step}: not measured: ${payload.notMeasured}`];
  return [
    `‖∂z/∂x‖ ${formatNumber(norm)} on ${payload.samples} of your samples, step ${step} (${errorsOf(payload).join(', ')})`,
    ...(payload.output ? [outputLine(payload.output)] : []),
    ...(lipschitz
      ? [
          `largest singular value ${formatNumber(lipschitz.largest)} at a sample, ${formatNumber(lipschitz.mean)} in the mean`,
        ]
      : []),
    ...(nearZero === null ? [] : [`share of entries near zero ${formatNumber(nearZero)}`]),
    ...payload.variables.map(
      (variable) => `‖∂z/∂${variable.name}‖ ${formatNumber(variable.norm)} ± ${formatNumber(variable.standardError)}`,
    ),
    // Without --jacobian a person gets one line.
    ...(lipschitz ? (robustness?.points ?? []) : []).map(
      ({ epsilon, noise, gradientSign }) =>
        `loss ${formatNumber(robustness!.loss)}; at ε ${formatNumber(epsilon)}: ${formatNumber(noise)} under noise, ${formatNumber(gradientSign)} after a gradient-sign step`,
    ),
    ...payload.notes,
  ];
}

function errorsOf({ exact, standardError, sweeps, sampleError }: JacobianPayload): string[] {
  return [
    exact ? 'exact' : `± ${formatNumber(standardError)} by ${sweeps} projections`,
    ...(sampleError === null ? [] : [`± ${formatNumber(sampleError)} by the samples`]),
  ];
}

function outputLine({ op, logits, layer, file, line }: NonNullable<JacobianPayload['output']>): string {
  const place = placeOf(file, line);
  const where = [layer === null ? '' : `of layer ${layer}`, place && `(${place})`].filter((text) => text !== '');
  return ['z is the output of', op, ...where, ...(logits ? ['before the probabilities'] : [])].join(' ');
}
