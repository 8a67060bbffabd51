/** Runs recorded ops on an engine, as they ran when they were recorded: the same kernels with the same attributes. */
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import type { CustomGradientOp, KernelOp, LossOp } from './lossProgram.js';
import type { TensorflowCore } from '../tensorflow/core.js';
import { unfused } from './unfusedKernels.js';

/** By slot. */
export type SlotValues = (Tensor | undefined)[];

export interface Replayer {
  values(): SlotValues;
  run(ops: readonly LossOp[], values: SlotValues): void;
  /** Frees what `run` kept for ops after a group: to be called when the ops have run. */
  release(): void;
}

export function replayer(tf: TensorflowCore, slots: number, customGradients: 'recorded' | 'forward'): Replayer {
  const engine = tf.engine();
  let kept: Tensor[] = [];

  function kernel(op: KernelOp, values: SlotValues): void {
    const { inputs, attributes } = op;
    const given = Array.isArray(inputs)
      ? inputs.map((slot) => values[slot]!)
      : Object.fromEntries(Object.entries(inputs).map(([name, slot]) => [name, values[slot]!]));
    const plain = customGradients === 'forward' && !Array.isArray(given) && unfused(tf, op.kernel, given, attributes);
    const result: Tensor | Tensor[] =
      plain ||
      engine.runKernel(op.kernel, given as NamedTensorMap, attributes as Parameters<typeof engine.runKernel>[2]);
    if (Array.isArray(result)) op.outputs.forEach((slot, i) => (values[slot] = result[i]!));
    else values[op.outputs[0]!] = result;
  }

  function group(op: CustomGradientOp, values: SlotValues): void {
    if (customGradients === 'forward') {
      run(op.forward, values);
      values[op.outputs[0]] = values[op.value]!;
      op.exposed.forEach((slot, i) => (values[slot] = values[op.saved[i]!]!));
      return;
    }
    const { backward } = op;
    const apply = tf.customGrad((...given) => {
      const save = given.pop() as (tensors: Tensor[]) => void;
      // Slots are unique in a program: what runs inside needs no values of its own.
      run(op.forward, values);
      // Values of the inside are gone when the group returns.
      op.exposed.forEach((slot, i) => {
        if (!op.inputs.includes(op.saved[i]!)) kept.push((values[slot] = tf.keep(tf.clone(values[op.saved[i]!]!))));
      });
      if (op.saved.length > 0) save(op.saved.map((slot) => values[slot]!));
      return {
        value: values[op.value]!,
        gradFunc: (dy: Tensor, saved: Tensor[]) => {
          if (!backward) throw new Error('The gradient of a function with a gradient of its own was not recorded.');
          values[backward.dy] = dy;
          backward.saved.forEach((slot, i) => (values[slot] = saved[i]!));
          run(backward.ops, values);
          return backward.gradients.map((slot) => values[slot]!);
        },
      };
    });
    values[op.outputs[0]] = apply(...op.inputs.map((slot) => values[slot]!));
    op.exposed.forEach((slot, i) => {
      if (op.inputs.includes(op.saved[i]!)) values[slot] = tf.clone(values[op.saved[i]!]!);
    });
  }

  function run(ops: readonly LossOp[], values: SlotValues): void {
    for (const op of ops) {
      if (op.kind === 'kernel') kernel(op, values);
      else group(op, values);
    }
  }

  const release = () => {
    for (const tensor of kept) tensor.dispose();
    kept = [];
  };
  return { values: () => new Array<Tensor | undefined>(slots), run, release };
}
