/**
 * The first op that made NaN or infinity, forward, backward or in the optimizer's update, with what it was given.
 *
 * Evidence: the newest loss program, replayed with the weights of before the update of the first step that was not finite: forward the
 * first op with a result that is not finite from inputs that are; backward the first op, from the loss on, that passes on a gradient
 * which is not finite and was given one that is; in the update finite gradients and weights that are not. The same elements are
 * then computed in float64: beyond 3.4e38 float32 overflowed, and what is NaN or a pole there is undefined in exact arithmetic too.
 * Silent: where the loss had grown before by `diverged` times its start (a consequence of too long steps), or where only sums and
 * products overflowed.
 */
import { formatNumber } from '../../format/number.js';
import type { BrokenElements, Evidence, NonFinite } from '../evidence.js';
import { diagnosed } from '../finding.js';
import { adviceFor, hasDomain, kernelOf, opName, whatHappened } from '../nonFiniteWords.js';
import { opPlace, slotPlace, trainingPlace, variablePlace } from '../place.js';
import type { ProgramEvidence } from '../programEvidence.js';
import { inputsOf, isKernel } from '../programGraph.js';
import type { Diagnosed, Rule } from '../rule.js';
import { dataPlace } from '../sourcePlace.js';

/** Where something grew before, these overflow: that is another finding. */
const SUMS = [
  'MatMul',
  'BatchMatMul',
  '_FusedMatMul',
  'Mul',
  'Multiply',
  'Add',
  'AddV2',
  'AddN',
  'Sub',
  'Sum',
  'Mean',
].concat(['Square', 'SquaredDifference']);

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
    return (
      (nonFinite.where === 'gradient' ? backward(evidence, probe, nonFinite) : null) ??
      inData(evidence, probe, nonFinite) ??
      forward(evidence, probe, nonFinite) ??
      unknown(evidence, nonFinite)
    );
  },
};

const broken = ({ readings }: ProgramEvidence, slot: number) => {
  const reading = readings.get(slot);
  return reading !== undefined && reading.nan + reading.inf > 0;
};

function inData(evidence: Evidence, probe: ProgramEvidence, { step }: NonFinite): Diagnosed[] | null {
  const data = probe.program.leaves.find(({ slot, kind }) => kind === 'data' && broken(probe, slot));
  if (data?.kind !== 'data') return null;
  const { nan, inf } = probe.readings.get(data.slot)!;
  const made = data.inside && data.kernel && data.source ? ` (${data.kernel.toLowerCase()} made them of the data)` : '';
  return [
    diagnosed({
      ...{ severity: 'error', since: step },
      place: made ? { file: data.source!.file, line: data.source!.line } : dataPlace(evidence, 'inputs'),
      message: `The data of step ${step} hold NaN or infinity: ${nan} NaN, ${inf} infinite${made}`,
      evidence: { step, nan, inf, ...(made ? { kernel: data.kernel } : {}) },
      advice: made
        ? 'Keep the data inside of where this op is defined: drop or clip what is not.'
        : 'Clean the data before training: drop or fill in missing values.',
    }),
  ];
}

const numbersOf = (found: BrokenElements | null) =>
  found && {
    ...{
      given: found.inputs,
      float64: found.exact && (found.exact.nan > 0 ? 'NaN' : found.exact.inf > 0 ? 'Infinity' : found.exact.value),
    },
    ...(found.exact ? { givenInFloat64: found.exact.inputs } : {}),
  };

function forward({ payload }: Evidence, probe: ProgramEvidence, { step, where, look }: NonFinite): Diagnosed[] | null {
  const op = probe.program.ops.find(({ outputs }) => outputs.some((slot) => broken(probe, slot)));
  if (!op || inputsOf(op).some((slot) => broken(probe, slot))) return null;
  const kernel = kernelOf(op);
  if (!hasDomain(op) && SUMS.includes(kernel)) return [];
  const { nan, inf } = probe.readings.get(op.outputs[0]!)!;
  const found = look?.forward(op) ?? null;
  const happened = whatHappened(op, found);
  const inputs = inputsOf(op).map((slot) => probe.readings.get(slot));
  const chosen = where === 'gradient' && chooses(probe);
  return [
    diagnosed({
      ...{ severity: 'error', since: step, place: slotPlace(probe.graph, op.outputs[0]!) ?? trainingPlace(payload) },
      layer: op.source?.layer ?? null,
      message: `${capital(opName(op))} made the first ${counted(nan, inf)}${happened && `: ${happened}`}${chosen ? UNGUARDED : ''}`,
      evidence: {
        ...{ step, pass: 'forward', kernel, ...countsOf(nan, inf), ...numbersOf(found) },
        inputs: inputs.map((reading) => reading && { min: reading.min, max: reading.max, zeros: reading.zeros }),
      },
      advice: chosen ? SAFE_INPUT : adviceFor(op),
    }),
  ];
}

const chooses = ({ graph }: ProgramEvidence) => graph.allOps.some((op) => isKernel(op, 'Select', 'SelectV2'));
const UNGUARDED = ' (tf.where does not guard the gradient of the branch that it does not take)';
const SAFE_INPUT = 'Choose a safe input by tf.where before this op, or add a small number to its input.';

/** An infinite derivative times zero is NaN, whatever tf.where chooses afterwards. */
function backward({ payload }: Evidence, probe: ProgramEvidence, { step, look }: NonFinite): Diagnosed[] | null {
  const found = look?.backward() ?? null;
  if (!found) return null;
  const { op, nan, inf, passed } = found;
  // It was NaN before: in a branch that the loss does not take.
  if (inputsOf(op).some((slot) => broken(probe, slot))) return null;
  const kernel = kernelOf(op);
  if (!hasDomain(op) && SUMS.includes(kernel)) return null;
  const chosen = passed === 0 && chooses(probe);
  const happened = whatHappened(op, found);
  const guarded = chosen ? UNGUARDED : '';
  return [
    diagnosed({
      ...{
        severity: 'error',
        since: step,
        place: opPlace(op) ?? trainingPlace(payload),
        layer: op.source?.layer ?? null,
      },
      message: `The derivative of ${opName(op)} made the first ${counted(nan, inf)} in the gradient, while the loss is finite${happened && `: ${happened}`}${guarded}`,
      evidence: { step, pass: 'backward', kernel, ...countsOf(nan, inf), passed, ...numbersOf(found) },
      advice: chosen ? SAFE_INPUT : adviceFor(op),
    }),
  ];
}

function fromUpdate({ payload, recent }: Evidence, { step, root }: NonFinite): Diagnosed[] {
  const norms = recent.at(-1)?.payload.norms;
  const row = payload.variables.findIndex((_, i) => norms && !Number.isFinite(norms[i * 3 + 1]!));
  const { optimizer } = payload;
  if (row < 0 || !Number.isFinite(norms![row * 3]!)) return [];
  const { name } = payload.variables[row]!;
  const centred = root !== null && root.value < 0;
  return [
    diagnosed({
      ...{ severity: 'error', since: step, variable: name },
      place: optimizer ? trainingPlace(payload) : variablePlace(payload, row),
      message: centred
        ? `Centred RMSprop made ${name} NaN from a finite gradient: it takes the root of mean(g²) − mean(g)² − ε, which is ${formatNumber(root.value)} here, undefined in exact arithmetic too`
        : `The update made ${name} NaN or infinite from a finite gradient`,
      evidence: {
        ...{ step, where: 'update', optimizer: optimizer?.name ?? null, gradientNorm: norms![row * 3]! },
        ...(centred ? { float64: root.value } : {}),
      },
      advice: centred
        ? 'Leave centered out (false), or use Adam.'
        : 'Look at the divisions and roots of the update: add a small number to what may be zero.',
    }),
  ];
}

/** Nothing that is not finite was found in a replay, or there was none. */
function unknown({ payload }: Evidence, { step, where, recordedAt }: NonFinite): Diagnosed[] {
  const other = recordedAt === step ? null : recordedAt;
  const elsewhere = other === null ? '' : `, and finite with the same weights on the batch of step ${other}`;
  return [
    diagnosed({
      ...{ severity: 'error', since: step, place: trainingPlace(payload) },
      message: `The ${where} is not finite at step ${step}${elsewhere}`,
      evidence: { step, where, ...(other === null ? {} : { finiteOnBatchOf: other }) },
      advice:
        other === null
          ? 'Look at the data of this step, and at logarithms, roots and divisions of the loss.'
          : 'Look at the data of this step: a value that an earlier batch did not have meets a logarithm, root or division.',
    }),
  ];
}

const countsOf = (nan: number, inf: number) => ({ ...(nan > 0 ? { nan } : {}), ...(inf > 0 ? { inf } : {}) });

/** After "the first": "NaN", "3 NaN", "infinite value". */
function counted(nan: number, inf: number): string {
  const [count, what] = nan > 0 ? [nan, 'NaN'] : [inf, inf === 1 ? 'infinite value' : 'infinite values'];
  return count === 1 ? what : `${count} ${what}`;
}
const capital = (text: string) => text.replace(/^./, (letter) => letter.toUpperCase());
