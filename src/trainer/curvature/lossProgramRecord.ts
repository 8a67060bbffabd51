/** What a run says of a recorded loss: that it replays, or what cannot be measured on it and why. */
import type { LossProgramPayload, RefusedMeasurement } from '../../protocol/measurements.js';
import type { FindingPayload } from '../../protocol/records.js';
import type { ReplayCheck } from '../../program/checkProgram.js';
import { secondOrderStatus } from '../../autodiff/secondOrder.js';
import { kernelOps } from '../../program/liveOps.js';
import type { LossOp, LossProgram, NotTheDerivative, Slot, SlotInfo } from '../../program/lossProgram.js';
import { isFused } from '../../program/unfusedKernels.js';

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

function refusedMeasurements({ refused, notTheDerivative, ops, slots }: LossProgram): RefusedMeasurement[] {
  if (refused) {
    const { op, file, line, why } = refused;
    const sentence = `${capital(why)}. Gradients, norms and histograms are recorded all the same.`;
    return [{ what: 'lossProgram', op, file, line, why: sentence }];
  }
  return [...refusedOps(ops, slots), ...notTheDerivative.map(straightThrough)];
}

function straightThrough({ source, kernels }: NotTheDerivative): RefusedMeasurement {
  return {
    what: 'curvature',
    op: kernels.join(', '),
    file: source?.file ?? null,
    line: source?.line ?? null,
    why: 'The gradient that is given here is not the derivative of the loss (straight-through): curvature is that of the loss as it is computed.',
  };
}

/** Ops whose second derivative is not known to be right, one entry a line. */
function refusedOps(ops: readonly LossOp[], slots: readonly SlotInfo[]): RefusedMeasurement[] {
  const found = new Map<string, RefusedMeasurement>();
  for (const { kernel, inputs, outputs, source } of kernelOps(ops)) {
    const status = secondOrderStatus(kernel);
    const isReal = (slot: Slot) => slots[slot]?.dtype === 'float32';
    // Nothing flows through integers; and a fused kernel is replayed as what it is made of.
    const differentiated = Object.values(inputs).some(isReal) && outputs.some(isReal) && !isFused(kernel);
    if (status.status === 'right' || !differentiated) continue;
    const { file, line } = source ?? { file: null, line: null };
    const why = `No second derivative through ${kernel}: ${status.why}. ${WORKS}`;
    found.set([kernel, file, line].join(':'), { what: 'curvature', op: kernel, file, line, why });
  }
  return [...found.values()];
}

const WORKS = 'No curvature is measured; gradients, norms, histograms and loss terms are.';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const curvatureStopped = (reason: string): Omit<FindingPayload, 'id'> => ({
  ...{ rule: 'curvature-stopped', family: 'setup', severity: 'info', count: 1, consequences: [], causedBy: null },
  ...{ layer: null, variable: null, file: null, line: null },
  message: reason,
  evidence: {},
  advice: 'The training is not touched by this; --curvature-every 0 measures no curvature.',
});
