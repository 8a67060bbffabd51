/** Replays a loss program with any tfjs-core, in any thread. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { keepLive } from './liveOps.js';
import { makeTensor } from './makeTensor.js';
import { replayer } from './replayOps.js';
import type { Leaf, LossOp, LossProgram, ProgramData, ProgramVariable, Slot, Values } from './lossProgram.js';
import type { TensorflowCore } from '../tensorflow/core.js';

export interface OpenOptions {
  /**
   * How functions with a gradient of their own are differentiated. `recorded` (as it is without options): by the backward pass
   * that the user's step ran, to the bits of the user's own gradient. `forward`: by the ops of their forward pass, as if they had
   * no gradient of their own: the derivative of the loss, to any order.
   */
  customGradients?: 'recorded' | 'forward';
}

export interface OpenProgram {
  readonly variables: readonly ProgramVariable[];
  /**
   * The loss as a function of the weights, one tensor a variable in `variables`' order. An ordinary differentiable function:
   * tf.grads, tf.valueAndGrads, tape sessions and double backward work on it. Same bits as the step that was recorded, on the
   * same backend with the same weights.
   */
  loss(weights: readonly Tensor[]): Scalar;
  /**
   * Values of slots of leaves and of the ops in `LossProgram.ops`, in the order asked for; differentiable as `loss` is. Slots in `given`
   * have these values, and only what is needed besides is computed.
   */
  forward(weights: readonly Tensor[], slots: readonly Slot[], given?: ReadonlyMap<Slot, Tensor>): Tensor[];
  /** Other data for the same ops (another batch). @throws where it belongs to another program. */
  setData(data: ProgramData): void;
  /** Frees the leaves' tensors. */
  dispose(): void;
}

/** @throws where the program was refused. */
export function openProgram(tf: TensorflowCore, program: LossProgram, options: OpenOptions = {}): OpenProgram {
  const { refused, leaves, ops, slots, variables } = program;
  if (refused) throw new Error(`This loss cannot be replayed: ${refused.why}.`);
  const replay = replayer(tf, slots.length, options.customGradients ?? 'recorded');
  const tensorOf = (values: Values, leaf: Leaf) => tf.keep(makeTensor(tf, values, slots[leaf.slot]!));
  /** What a forward pass needs for other slots than the loss, by these. */
  const needed = new Map<string, LossOp[]>();
  const own = leaves.map((leaf) => (leaf.kind === 'variable' ? null : tensorOf(leaf.values, leaf)));

  function opsFor(wanted: readonly Slot[], given: ReadonlyMap<Slot, Tensor>): LossOp[] {
    const isLoss = wanted.length === 1 && wanted[0] === program.loss;
    if (isLoss && given.size === 0) return ops;
    const key = `${wanted.join()} of ${[...given.keys()].join()}`;
    let list = needed.get(key);
    if (!list) needed.set(key, (list = keepLive(without(ops, given), new Set(wanted))));
    return list;
  }

  function evaluate(
    weights: readonly Tensor[],
    wanted: readonly Slot[],
    given: ReadonlyMap<Slot, Tensor> = new Map(),
  ): Tensor[] {
    if (weights.length !== variables.length)
      throw new Error(`The loss is a function of ${variables.length} variables, not of ${weights.length}.`);
    return tf.tidy(() => {
      const values = replay.values();
      leaves.forEach((leaf, i) => (values[leaf.slot] = leaf.kind === 'variable' ? weights[leaf.variable] : own[i]!));
      for (const [slot, value] of given) values[slot] = value;
      const isLeaf = new Set([...leaves.map(({ slot }) => slot), ...given.keys()]);
      try {
        replay.run(opsFor(wanted, given), values);
      } finally {
        replay.release();
      }
      // A leaf that is asked for belongs to somebody else: the caller gets a tensor of its own.
      return wanted.map((slot) => (isLeaf.has(slot) ? tf.clone(values[slot]!) : values[slot]!));
    });
  }

  return {
    variables,
    loss(weights) {
      const [value] = evaluate(weights, [program.loss]);
      return value!.rank === 0 ? (value as Scalar) : tf.reshape(value!, []);
    },
    forward: evaluate,
    setData(data) {
      if (data.signature !== program.signature) throw new Error('This data belongs to another program.');
      leaves.forEach((leaf, i) => {
        if (leaf.kind === 'variable') return;
        own[i]!.dispose();
        own[i] = tensorOf(data.values[i]!, leaf);
      });
    },
    dispose() {
      for (const tensor of own) tensor?.dispose();
    },
  };
}

/** The ops that are left where some values are given. */
function without(ops: readonly LossOp[], given: ReadonlyMap<Slot, Tensor>): LossOp[] {
  return ops.filter(({ outputs }) => !outputs.some((slot) => given.has(slot)));
}

/** The values of a program's leaves, for `setData` of another recording's program with the same signature. */
export function dataOf({ signature, leaves }: LossProgram): ProgramData {
  return { signature, values: leaves.map((leaf) => (leaf.kind === 'variable' ? new Float32Array(0) : leaf.values)) };
}
