/** The inputs of a model, found on the tape by what its outputs were computed from: `fit` gives a loss function the outputs alone. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { allInputs } from '../../autodiff/differentiableInputs.js';
import type { TapeNode } from '../../autodiff/engine.js';
import { noInput } from '../errors.js';

/** What `tf.LayersModel` says of its inputs; null is the batch, or another length that varies. */
export interface ModelInputs {
  inputs: readonly { shape: readonly (number | null)[] }[];
}

/**
 * Tensors that existed before the forward pass and have an input's shape. Of several the oldest: a batch is older than noise and masks, which are made on
 * the way.
 *
 * @throws PenaltyError `no-input`
 */
export function inputsOnTape(tape: readonly TapeNode[], outputs: Tensor, { inputs }: ModelInputs): Tensor[] {
  const leaves = leavesOf(tape, outputs).sort((a, b) => a.id - b.id);
  const found: Tensor[] = [];
  for (const { shape } of inputs) {
    const batch = [outputs.shape[0]!, ...shape.slice(1)];
    const fits = (leaf: Tensor) =>
      leaf.rank === batch.length && batch.every((length, axis) => length === null || length === leaf.shape[axis]);
    const input = leaves.find((leaf) => fits(leaf) && !found.includes(leaf));
    if (!input) throw noInput();
    found.push(input);
  }
  return found;
}

/** What the outputs depend on and no op of the tape computed, but for variables. */
function leavesOf(tape: readonly TapeNode[], outputs: Tensor): Tensor[] {
  const needed = new Map([[outputs.id, outputs]]);
  for (const node of tape.toReversed()) {
    if (!node.outputs.some(({ id }) => needed.has(id))) continue;
    for (const { id } of node.outputs) needed.delete(id);
    for (const input of allInputs(node)) needed.set(input.id, input);
  }
  return [...needed.values()].filter((leaf) => !('trainable' in leaf));
}
