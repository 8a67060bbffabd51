/** What an op does to make NaN or infinity, and what float64 says of it, in words. */
import { formatNumber } from '../format/number.js';
import type { KernelOp, LossOp } from '../program/lossProgram.js';
import { kernelOps } from '../program/liveOps.js';
import type { BrokenElements } from './evidence.js';

/** Largest number of float32. */
const LARGEST = 3.4028234663852886e38;

interface Domain {
  /** How the op is called in a sentence. */
  name: string;
  /** What it was given, where single elements make single elements; `values`: of its inputs. */
  given(values: readonly number[]): string;
  advice: string;
  /** Whether the op, or its derivative, has a pole there. */
  pole(values: readonly number[]): boolean;
}

const one = ([x]: readonly number[]) => `it was given ${formatNumber(x!)}`;
const atZero = ([x]: readonly number[]) => x === 0;
const LOG: Domain = {
  ...{ name: 'log', given: one, pole: atZero },
  advice: 'Add a small number before the logarithm, or use a loss that takes logits (tf.losses.softmaxCrossEntropy).',
};
const ROOT: Domain = {
  ...LOG,
  name: 'sqrt',
  advice: 'Add a small number to its input, or clip it at a small positive number.',
};
const EXP: Domain = {
  name: 'exp',
  given: ([x]) => `it was given ${formatNumber(x!)} (float32 ends at 88)`,
  pole: () => false,
  advice: 'Subtract the largest value first (as tf.softmax does), or clip the input.',
};
const DIVISION: Domain = {
  name: 'the division',
  given: ([a, b]) => `it was given ${formatNumber(a!)} / ${formatNumber(b!)}`,
  pole: ([, b]) => b === 0,
  advice: 'Add a small number to the divisor.',
};
const ARC: Domain = {
  ...{ name: 'acos', given: one, advice: 'Clip its input to a little less than its domain.' },
  pole: ([x]) => Math.abs(x!) === 1,
};
const DOMAINS: Record<string, Domain> = {
  Log: LOG,
  Log1p: { ...LOG, name: 'log1p', pole: ([x]) => x === -1 },
  Sqrt: ROOT,
  Rsqrt: { ...ROOT, name: 'rsqrt' },
  Exp: EXP,
  Expm1: { ...EXP, name: 'expm1' },
  RealDiv: DIVISION,
  Div: DIVISION,
  Reciprocal: { ...DIVISION, name: 'reciprocal', given: one, pole: atZero },
  Pow: {
    ...{ name: 'pow', given: ([a, b]) => `it was given ${formatNumber(a!)} to the power of ${formatNumber(b!)}` },
    ...{ pole: atZero, advice: 'Take the power of the absolute value, or clip the base at a small positive number.' },
  },
  Acos: ARC,
  Asin: { ...ARC, name: 'asin' },
  Atanh: { ...ARC, name: 'atanh' },
  Acosh: { ...ARC, name: 'acosh' },
};

export const kernelOf = (op: LossOp): string =>
  op.kind === 'kernel' ? op.kernel : `customGrad (${[...kernelOps(op.forward)].at(-1)?.kernel ?? 'empty'})`;

export const opName = (op: LossOp): string =>
  domainOf(op)?.name ?? (op.kind === 'kernel' ? op.kernel.toLowerCase().replace(/^_/, '') : kernelOf(op));

export const adviceFor = (op: LossOp): string =>
  domainOf(op)?.advice ?? 'Keep the inputs of this op inside of where it is defined.';

export const hasDomain = (op: LossOp): op is KernelOp => domainOf(op) !== null;

const domainOf = (op: LossOp): Domain | null => (op.kind === 'kernel' ? (DOMAINS[op.kernel] ?? null) : null);

/** "it was given −0.2, undefined in exact arithmetic too"; empty: nothing is known. */
export function whatHappened(op: LossOp, broken: BrokenElements | null): string {
  if (!broken) return '';
  const domain = domainOf(op);
  const inputs = known(broken.inputs);
  const parts = [domain && inputs ? domain.given(inputs) : null, inExactArithmetic(op, broken)];
  return parts.filter((part) => part !== null).join(', ');
}

const known = (values: readonly (number | null)[]): number[] | null =>
  values.every((value) => value !== null) && values.length > 0 ? [...values] : null;

/** What the replay in float64 says of the first op that is not finite in float32. */
function inExactArithmetic(op: LossOp, { exact, inputs }: BrokenElements): string | null {
  if (!exact) return null;
  const domain = domainOf(op);
  const given = known(exact.inputs);
  if (exact.nan > 0) return 'undefined in exact arithmetic too';
  if (exact.inf > 0) {
    if (!domain || !given) return 'infinite in float64 too';
    return domain.pole(given) ? 'undefined in exact arithmetic too' : beyond(op, given);
  }
  if (Math.abs(exact.value) > LARGEST) return `overflow of float32 (the value is ${formatNumber(exact.value)})`;
  const lost = domain ? exact.inputs.findIndex((value, i) => inputs[i] === 0 && value !== null && value !== 0) : -1;
  const zero = lost < 0 ? '' : `${formatNumber(exact.inputs[lost]!)} became 0, `;
  return `lost to the rounding of float32 (${zero}the value is ${formatNumber(exact.value)})`;
}

/** The power of e that float64 cannot hold either, by its logarithm. */
function beyond(op: LossOp, [x]: readonly number[]): string {
  if (!/^Exp/.test(kernelOf(op))) return 'overflow of float32 and of float64 (the value is above 1.8e308)';
  const decimals = x! * Math.LOG10E;
  const exponent = Math.floor(decimals);
  const mantissa = (10 ** (decimals - exponent)).toPrecision(2);
  return `overflow of float32 and of float64 (the value is ${mantissa}e${exponent})`;
}
