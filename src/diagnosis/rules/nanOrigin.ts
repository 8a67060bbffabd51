/**
 * The first op that made NaN or infinity, forward, backward or in the optimizer's update, with what it was given.
 *
 * Evidence: the newest loss program, replayed with the weights of before the update of the first step that was not finite: forward the
 * first op with a result that is not finite from inputs that are; backward an op whose derivative is infinite at an input it has
 * (√ at 0, log or 1/x at 0); in the update finite gradients and weights that are not.
 * Silent: where the loss had grown before by `diverged` times its start (a consequence of too long steps), or where only sums and
 * products overflowed.
 */
import { formatNumber } from '../../format/number.js';
import type { KernelOp } from '../../program/lossProgram.js';
import type { Evidence, NonFinite } from '../evidence.js';
import { diagnosed } from '../finding.js';
import { opPlace, slotPlace, trainingPlace, variablePlace } from '../place.js';
import type { ProgramEvidence } from '../programEvidence.js';
import { inputsOf, isKernel } from '../programGraph.js';
import type { Diagnosed, Rule } from '../rule.js';
import { dataPlace } from '../sourcePlace.js';

export const nanOrigin: Rule = {
  name: 'not-finite',
  family: 'nan-origin',
  when: ['probe'],
  thresholds: { diverged: 1e3 },
  examine(evidence, { diverged }) {
    const { nonFinite, loss } = evidence;
    if (!nonFinite) return [];
    if (loss.start > 0 && loss.smoothed > diverged! * loss.start) return [];
    const { probe } = nonFinite;
    if (nonFinite.where === 'update') return fromUpdate(evidence, nonFinite);
    if (!probe) return unknown(evidence, nonFinite);
    const data = probe.program.leaves.find(({ slot, kind }) => kind === 'data' && broken(probe, slot));
    if (data) {
      return [
        diagnosed({
          ...{ severity: 'error', since: nonFinite.step, place: dataPlace(evidence, 'inputs') },
          message: `The data of step ${nonFinite.step} hold NaN or infinity: ${probe.readings.get(data.slot)!.nan} NaN, ${probe.readings.get(data.slot)!.inf} infinite`,
          evidence: { step: nonFinite.step },
          advice: 'Clean the data before training: drop or fill in missing values.',
        }),
      ];
    }
    return (
      forward(probe, nonFinite) ??
      (nonFinite.where === 'gradient' ? backward(probe, nonFinite) : null) ??
      unknown(evidence, nonFinite)
    );
  },
};

const broken = ({ readings }: ProgramEvidence, slot: number) => {
  const reading = readings.get(slot);
  return reading !== undefined && reading.nan + reading.inf > 0;
};

function forward(probe: ProgramEvidence, { step, where }: NonFinite): Diagnosed[] | null {
  const op = probe.program.ops.find(({ outputs }) => outputs.some((slot) => broken(probe, slot)));
  if (!op || inputsOf(op).some((slot) => broken(probe, slot))) return null;
  const kernel = op.kind === 'kernel' ? op.kernel : 'customGrad';
  const inputs = inputsOf(op).map((slot) => probe.readings.get(slot));
  const why = op.kind === 'kernel' ? explain(op, probe) : null;
  // Sums and products overflow where something grew before them: that is another finding.
  if (
    why === null &&
    ['MatMul', 'Mul', 'Multiply', 'Add', 'AddV2', 'Sub', 'Sum', 'Mean', 'Square', 'SquaredDifference'].includes(kernel)
  )
    return [];
  const output = probe.readings.get(op.outputs[0]!)!;
  const made = output.nan > 0 ? `${output.nan} NaN` : `${output.inf} infinite values`;
  return [
    diagnosed({
      ...{
        severity: 'error',
        since: step,
        place: slotPlace(probe.graph, op.outputs[0]!),
        layer: op.source?.layer ?? null,
      },
      message: `${kernel.toLowerCase()} made the first ${made}${why ? `: ${why.what}` : ''}`,
      evidence: {
        ...{ step, where, kernel, nan: output.nan, inf: output.inf },
        inputs: inputs.map((reading) => reading && { min: reading.min, max: reading.max, zeros: reading.zeros }),
      },
      advice: why?.advice ?? 'Keep the inputs of this op inside of where it is defined.',
    }),
  ];
}

function explain(op: KernelOp, { readings }: ProgramEvidence): { what: string; advice: string } | null {
  const [first, second] = inputsOf(op).map((slot) => readings.get(slot));
  switch (op.kernel) {
    case 'Log':
    case 'Log1p':
      return {
        what: `it was given ${formatNumber(first?.min ?? NaN)}`,
        advice:
          'Add a small number before the logarithm, or use a loss that takes logits (tf.losses.softmaxCrossEntropy).',
      };
    case 'Exp':
    case 'Expm1':
      return {
        what: `e to the power of ${formatNumber(first?.max ?? NaN)} is beyond float32 (88 is the end)`,
        advice: 'Subtract the largest value first (as tf.softmax does), or clip the input.',
      };
    case 'Sqrt':
    case 'Rsqrt':
      return {
        what: `it was given ${formatNumber(first?.min ?? NaN)}`,
        advice: 'Add a small number, or clip at zero.',
      };
    case 'RealDiv':
    case 'Div':
      return { what: 'it was divided by zero', advice: 'Add a small number to the divisor.' };
    case 'Reciprocal':
      return { what: 'it was given zero', advice: 'Add a small number first.' };
    case 'Pow':
      return {
        what: `a base of ${formatNumber(first?.min ?? NaN)} to the power of ${formatNumber(second?.min ?? NaN)}`,
        advice: 'Take the power of the absolute value, or clip the base at a small positive number.',
      };
    case 'Acos':
    case 'Asin':
    case 'Atanh':
    case 'Acosh':
      return {
        what: `it was given ${formatNumber(first?.min ?? NaN)} to ${formatNumber(first?.max ?? NaN)}`,
        advice: 'Clip its input.',
      };
    default:
      return null;
  }
}

/** An infinite derivative times zero is NaN, whatever tf.where chooses afterwards. */
function backward(probe: ProgramEvidence, { step }: NonFinite): Diagnosed[] | null {
  const zeros = (slot: number | undefined) =>
    slot !== undefined && probe.graph.variables(slot).size > 0 && (probe.readings.get(slot)?.zeros ?? 0) > 0;
  const culprit = probe.graph.allOps.findLast((op): op is KernelOp => {
    if (op.kind !== 'kernel') return false;
    const [a, b] = inputsOf(op);
    if (['Sqrt', 'Rsqrt', 'Log', 'Reciprocal', 'Pow', 'Acos', 'Asin'].includes(op.kernel)) return zeros(a);
    if (['RealDiv', 'Div', 'Atan2'].includes(op.kernel)) return zeros(b);
    return false;
  });
  const hasNan = probe.graph.allOps.findLast((op) => isKernel(op, 'Select', 'SelectV2'));
  if (!culprit) return null;
  const guarded = hasNan ? ' (tf.where does not guard the gradient of the branch that it does not take)' : '';
  return [
    diagnosed({
      ...{ severity: 'error', since: step, place: opPlace(culprit), layer: culprit.source?.layer ?? null },
      message: `The derivative of ${culprit.kernel === 'RealDiv' ? 'the division' : culprit.kernel.toLowerCase()} is infinite at 0, and it was given 0: the gradient is NaN while the loss is finite${guarded}`,
      evidence: { step, where: 'gradient', kernel: culprit.kernel },
      advice: 'Add a small number to its input, or choose a safe input by tf.where before this op.',
    }),
  ];
}

function fromUpdate({ payload, recent }: Evidence, { step }: NonFinite): Diagnosed[] {
  const norms = recent.at(-1)?.payload.norms;
  const row = payload.variables.findIndex((_, i) => norms && !Number.isFinite(norms[i * 3 + 1]!));
  const { optimizer } = payload;
  const centred = optimizer?.config.centered === true || /rms/i.test(optimizer?.name ?? '');
  if (row < 0 || !Number.isFinite(norms![row * 3]!)) return [];
  return [
    diagnosed({
      ...{ severity: 'error', since: step, variable: payload.variables[row]!.name },
      place: optimizer ? trainingPlace(payload) : variablePlace(payload, row),
      message: centred
        ? `Centred RMSprop made ${payload.variables[row]!.name} NaN from a finite gradient: it takes the root of mean(g²) − mean(g)² − ε, which is below zero here`
        : `The update made ${payload.variables[row]!.name} NaN or infinite from a finite gradient`,
      evidence: { step, optimizer: optimizer?.name ?? null, gradientNorm: norms![row * 3]! },
      advice: centred
        ? 'Leave centered out (false), or use Adam.'
        : 'Look at the divisions and roots of the update: add a small number to what may be zero.',
    }),
  ];
}

function unknown({ payload }: Evidence, { step, where }: NonFinite): Diagnosed[] {
  return [
    diagnosed({
      ...{ severity: 'error', since: step, place: trainingPlace(payload) },
      message: `The ${where} is not finite at step ${step}`,
      evidence: { step, where },
      advice: 'Look at the data of this step, and at logarithms, roots and divisions of the loss.',
    }),
  ];
}
