/** The Jacobian penalty of Hoffman, Roberts and Yaida (2019), as a term of a loss that is being differentiated. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { onTape, pullbackOnTape, type Pullback, type SharedTape } from '../../autodiff/activeTape.js';
import { engineOf, type TapeNode } from '../../autodiff/engine.js';
import { RefusedOpError } from '../../autodiff/refusedOp.js';
import { createRandom, type Random } from '../../curvature/random.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { noBatch, noPath, notOnTape, wrongOption } from '../errors.js';
import { batchStatistics, differentiable, logitsOf } from './differentiated.js';
import { basisRows, columnsOf, unitRows } from './projections.js';

export interface PenaltyOptions {
  lambda: number;
  factor: number;
  projections: number | 'exact';
  /** What to differentiate by in place of x. */
  wrt: readonly Tensor[] | null;
  random: Random;
}

export const randomOf = (seed: number | undefined): Random => createRandom(seed ?? Math.random() * 2 ** 32);

/** @throws PenaltyError */
export function checkedOptions(given: {
  lambda: number;
  factor?: number | undefined;
  projections?: number | 'exact' | undefined;
}): Pick<PenaltyOptions, 'lambda' | 'factor' | 'projections'> {
  const { lambda, factor = 0.5, projections = 1 } = given;
  if (!Number.isFinite(lambda) || lambda < 0) throw wrongOption('lambda', lambda, 'a number from 0 on');
  if (!Number.isFinite(factor) || factor <= 0) throw wrongOption('factor', factor, 'a positive number');
  if (projections !== 'exact' && !(Number.isInteger(projections) && projections >= 1))
    throw wrongOption('projections', projections, "a whole number from 1 on, or 'exact'");
  return { lambda, factor, projections };
}

/** Whether a gradient is being recorded. */
export function isTakingGradient(core: TensorflowCore): boolean {
  const { gradientDepth, kernelDepth } = engineOf(core).state;
  return gradientDepth > 0 && kernelDepth === 0;
}

type InputsOn = (tape: readonly TapeNode[]) => readonly Tensor[];

/** The penalty on outputs that already lie on the tape of the gradient that is being taken. */
export function penaltyOnOutputs(
  core: TensorflowCore,
  outputs: readonly Tensor[],
  inputs: InputsOn,
  options: PenaltyOptions,
): Scalar {
  if (!isTakingGradient(core)) throw notOnTape();
  return inScope(core, (tape) => penalty(core, tape, outputs, inputs(tape.nodes), options));
}

/** The penalty on a forward pass of its own. */
export function penaltyOnFunction(
  core: TensorflowCore,
  f: () => Tensor | Tensor[],
  x: readonly Tensor[],
  options: PenaltyOptions,
): Scalar {
  return inScope(core, (tape) => penalty(core, tape, [f()].flat(), x, options));
}

/** On the outputs of the step where that is possible, else on a forward pass of its own. */
export function penaltyInTraining(
  core: TensorflowCore,
  outputs: Tensor,
  inputs: InputsOn,
  again: (x: Tensor | Tensor[]) => Tensor | Tensor[],
  options: PenaltyOptions,
): Scalar {
  let refused: RefusedOpError;
  try {
    return penaltyOnOutputs(core, [outputs], inputs, options);
  } catch (error) {
    if (!(error instanceof RefusedOpError)) throw error;
    refused = error;
  }
  return inScope(core, (tape) => {
    const x = inputs(tape.nodes.slice(0, tape.earlier)) as Tensor[];
    const all = [again(x.length === 1 ? x[0]! : x)].flat();
    // Of several outputs this loss is of one.
    const own = all.filter(({ shape }) => shape.join() === outputs.shape.join());
    if (own.length !== 1) throw refused;
    return penalty(core, tape, own, x, options);
  });
}

const inScope = (core: TensorflowCore, make: (tape: SharedTape) => Scalar): Scalar =>
  core.tidy('jacobianPenalty', () => onTape(core, make));

function penalty(
  core: TensorflowCore,
  tape: SharedTape,
  outputs: readonly Tensor[],
  x: readonly Tensor[],
  { lambda, factor, projections, wrt, random }: PenaltyOptions,
): Scalar {
  const zs = outputs.map((each) => logitsOf(tape.nodes, each));
  const samples = batchOf(x, zs);
  const xs = wrt ?? differentiable(tape.nodes, x, zs);
  if (xs.length === 0) throw noPath('x');
  const pullback = pullbackOnTape(core, tape, { xs, ys: zs, held: batchStatistics });
  const plan = sweepsOf(zs, samples, wrt !== null, projections, random);
  const sums = plan.map((rows) => squaredNorm(core, pullback, zs, rows, wrt ? 'wrt' : 'x'));
  const [first, ...rest] = sums;
  const total = rest.reduce<Tensor>((sum, each) => core.add(sum, each), first!);
  return core.mul(total, lambda * factor);
}

/** The first axis, which inputs and outputs share. */
function batchOf(x: readonly Tensor[], zs: readonly Tensor[]): number {
  const samples = x[0]!.shape[0];
  for (const { shape } of [...x, ...zs])
    if (samples === undefined || samples === 0 || shape[0] !== samples) throw noBatch(x[0]!.shape, shape);
  return samples!;
}

/**
 * What each sweep starts from: [samples, outputs of all zs] values, scaled so that the squared norms of the sweeps add up to mean ‖J_b‖_F². By a variable all samples
 * add up in one sweep: the cross terms of independent random rows vanish in the mean, and to be exact each element of z has a sweep of its own.
 */
function sweepsOf(
  zs: readonly Tensor[],
  samples: number,
  isShared: boolean,
  projections: number | 'exact',
  random: Random,
): Float32Array[] {
  const outputs = zs.reduce((sum, { size }) => sum + size / samples, 0);
  const needed = isShared ? outputs * samples : outputs;
  if (projections === 'exact' || projections >= needed) {
    const scale = 1 / Math.sqrt(samples);
    return Array.from({ length: needed }, (_, i) => {
      if (!isShared) return basisRows(samples, outputs, i).map((value) => value * scale);
      const rows = new Float32Array(needed);
      rows[i] = scale;
      return rows;
    });
  }
  const scale = Math.sqrt(outputs / (samples * projections));
  return Array.from({ length: projections }, () => unitRows(samples, outputs, random).map((value) => value * scale));
}

/** Σ over all xs of the squares of Σ_k (∂zs[k]/∂x)ᵀ·rows. */
function squaredNorm(
  core: TensorflowCore,
  pullback: Pullback,
  zs: readonly Tensor[],
  rows: Float32Array,
  what: string,
): Tensor {
  const samples = zs[0]!.shape[0]!;
  const widths = zs.map(({ size }) => size / samples);
  const cotangents = columnsOf(rows, samples, widths).map((part, k) => core.tensor(part, zs[k]!.shape));
  const gradients = pullback(cotangents).filter((gradient) => gradient !== null);
  if (gradients.length === 0) throw noPath(what);
  const [first, ...rest] = gradients.map((gradient) => core.sum(core.square(gradient)));
  return rest.reduce<Tensor>((sum, each) => core.add(sum, each), first!);
}
