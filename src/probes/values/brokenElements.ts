/** Single elements of the values and gradients of a loss program: which are NaN or infinite, and what they were made of. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { inputSlots } from '../../program/liveOps.js';
import type { LossProgram, Slot } from '../../program/lossProgram.js';
import { openProgram } from '../../program/openProgram.js';
import { inScope } from '../../program/scope.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { sweepBackward } from '../lines/backwardSweep.js';

/** A value: the first output of an op (an index into `LossProgram.ops`), or what the op passes on of the gradient to one of its inputs. */
export interface ValueAt {
  op: number;
  /** null: the output. */
  gradientTo: Slot | null;
}

export interface Elements {
  /** At the indices that were asked for, in their order. */
  values: number[];
  /** Of each input of the op at the first of them; null: it has another shape. */
  inputs: (number | null)[];
  /** ∂L/∂output there; null: not looked at, or of another shape. */
  passed: number | null;
}

/** Elements that are looked at, at most. */
const MOST = 4096;

/** Places in `values` of what is not finite, the first ones. */
export function brokenPlaces(values: ArrayLike<number>): number[] {
  const places: number[] = [];
  for (let i = 0; i < values.length && places.length < MOST; i++) if (!Number.isFinite(values[i]!)) places.push(i);
  return places;
}

/** `places`: indices, or what finds them in the value. @throws what the replay throws */
export function elementsAt(
  core: TensorflowCore,
  program: LossProgram,
  weights: readonly Tensor[],
  { op, gradientTo }: ValueAt,
  places: readonly number[] | ((values: ArrayLike<number>) => readonly number[]),
): Elements & { places: readonly number[] } {
  const { outputs } = program.ops[op]!;
  const inputs = inputSlots(program.ops[op]!);
  const gradient = gradientTo === null ? null : passedOn(core, program, weights, op, gradientTo);
  const open = openProgram(core, program);
  try {
    return inScope(core, () => {
      const [output, ...given] = open.forward(weights, [outputs[0]!, ...inputs]);
      const values = gradient?.values ?? output!.dataSync();
      const shape = gradientTo === null ? output!.shape : program.slots[gradientTo]!.shape;
      const found = typeof places === 'function' ? places(values) : places;
      const at = (list: ArrayLike<number>, own: readonly number[]) => elementOf(list, own, shape, found[0]);
      return {
        places: found,
        values: found.map((i) => values[i] ?? NaN),
        inputs: given.map((tensor) => at(tensor.dataSync(), tensor.shape)),
        passed: gradient && at(gradient.dy, output!.shape),
      };
    });
  } finally {
    open.dispose();
  }
}

/** The first of the backward pass that is not finite where the gradient of its op's output is; null: there is none. */
export function firstBrokenGradient(
  core: TensorflowCore,
  program: LossProgram,
  weights: readonly Tensor[],
): ValueAt | null {
  let found: ValueAt | null = null;
  const sound = new Set<number>();
  const events = {
    reached(op: number, dys: readonly (Tensor | null)[]) {
      if (!found && dys.every((dy) => !dy || !isBroken(dy))) sound.add(op);
    },
    wants: () => true,
    passed(op: number, gradientTo: Slot, gradient: Tensor) {
      if (!found && sound.has(op) && isBroken(gradient)) found = { op, gradientTo };
    },
  };
  return sweepBackward(core, program, weights, events, () => found);
}

function passedOn(core: TensorflowCore, program: LossProgram, weights: readonly Tensor[], op: number, slot: Slot) {
  let values: ArrayLike<number> = [];
  let dy: ArrayLike<number> = [];
  const events = {
    reached(at: number, dys: readonly (Tensor | null)[]) {
      if (at === op && dys[0]) dy = dys[0].dataSync();
    },
    wants: (at: Slot) => at === slot,
    passed(from: number, to: Slot, gradient: Tensor) {
      if (from === op && to === slot && brokenPlaces(values).length === 0) values = gradient.dataSync();
    },
  };
  return sweepBackward(core, program, weights, events, () => ({ values, dy }));
}

const isBroken = (tensor: Tensor) => {
  const values = tensor.dataSync();
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return true;
  return false;
};

/** The element of `values` that takes part in the element `index` of a result of `shape`, by the rules of broadcasting; null: they do not hold. */
function elementOf(
  values: ArrayLike<number>,
  own: readonly number[],
  shape: readonly number[],
  index: number | undefined,
): number | null {
  if (index === undefined || own.length > shape.length) return null;
  let at = 0;
  let stride = 1;
  let rest = index;
  for (let axis = 1; axis <= shape.length; axis++) {
    const length = shape.at(-axis)!;
    const place = rest % length;
    rest = Math.floor(rest / length);
    const width = axis <= own.length ? own.at(-axis)! : 1;
    if (width !== length && width !== 1) return null;
    if (width !== 1) at += place * stride;
    stride *= width;
  }
  return values[at] ?? null;
}
