/** What a run says of a recorded loss: that it replays, or what cannot be measured on it and why. */
import type { LossProgramPayload, RefusedMeasurement } from '../../protocol/measurements.js';
import type { FindingPayload } from '../../protocol/records.js';
import type { ReplayCheck } from '../../program/checkProgram.js';
import type { LossProgram } from '../../program/lossProgram.js';

export function lossProgramPayload(program: LossProgram, check: ReplayCheck | null): LossProgramPayload {
  const { refused, batchSize, ops } = program;
  const why = refused?.why ?? differs(check);
  return {
    ops: ops.length,
    batch: batchSize,
    replays: refused === null && check !== null && check.loss && check.gradient,
    why,
    refused: refusedMeasurements(program),
  };
}

function differs(check: ReplayCheck | null): string | null {
  if (!check || (check.loss && check.gradient)) return null;
  if (!check.loss) return 'The replayed loss is not the loss of the program: curvature is not measured on it.';
  const share = check.difference?.toPrecision(2) ?? 'unknown';
  return `The gradient that TensorFlow.js gave is not the derivative of the loss: they differ by ${share} of its norm.`;
}

function refusedMeasurements({ refused, notTheDerivative }: LossProgram): RefusedMeasurement[] {
  if (refused) {
    const { op, file, line, why } = refused;
    const sentence = `${capital(why)}. Gradients, norms and histograms are recorded all the same.`;
    return [{ what: 'lossProgram', op, file, line, why: sentence }];
  }
  return notTheDerivative.map(({ source, kernels }) => ({
    what: 'curvature',
    op: kernels.join(', '),
    file: source?.file ?? null,
    line: source?.line ?? null,
    why: 'The gradient that is given here is not the derivative of the loss (straight-through): curvature is that of the loss as it is computed.',
  }));
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const curvatureStopped = (reason: string): Omit<FindingPayload, 'id'> => ({
  ...{ rule: 'curvature-stopped', family: 'setup', severity: 'info', count: 1, consequences: [], causedBy: null },
  ...{ layer: null, variable: null, file: null, line: null },
  message: reason,
  evidence: {},
  advice: 'The training is not touched by this; --curvature-every 0 measures no curvature.',
});
