/** Of which outputs by which inputs the Jacobian is, told from the tape of the forward pass. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { allInputs } from '../../autodiff/differentiableInputs.js';
import type { TapeNode } from '../../autodiff/engine.js';
import type { HeldInputs } from '../../autodiff/sweep.js';

const PROBABILITIES = new Set(['Softmax', 'Sigmoid', 'LogSoftmax']);
/** Ops that only pass their input on. */
const PASSING = new Set(['Identity', 'Reshape', 'Cast']);

/** The input of a final softmax or sigmoid where outputs are its result; the outputs themselves otherwise. */
export function logitsOf(tape: readonly TapeNode[], outputs: Tensor): Tensor {
  let at = outputs;
  for (;;) {
    const node = tape.findLast((each) => each.outputs.some(({ id }) => id === at.id));
    const input = node && allInputs(node)[0];
    if (!input) return outputs;
    if (PROBABILITIES.has(node.kernelName)) return input;
    if (!PASSING.has(node.kernelName)) return outputs;
    at = input;
  }
}

/**
 * What stands for x in the Jacobian: x itself where floating-point values lead from it to the outputs. Integers (indices of an embedding, classes) have no
 * derivative: there the first floating-point values that are computed from them (the embedding's output, one-hot vectors).
 */
export function differentiable(tape: readonly TapeNode[], x: readonly Tensor[], ys: readonly Tensor[]): Tensor[] {
  const own = x.filter(({ dtype }) => dtype === 'float32');
  const reached = floatingFrom(tape, own);
  const isOwn = ys.some(({ id }) => reached.has(id));
  const starts = isOwn ? own : [];
  const indices = new Set(x.filter(({ dtype }) => dtype !== 'float32').map(({ id }) => id));
  for (const node of tape) {
    const { outputs } = node;
    const given = allInputs(node);
    const isIndexed = given.some(({ id }) => indices.has(id));
    if (given.some(({ id }) => reached.has(id))) {
      // Floating-point numbers that are used as indices are integers from there on.
      for (const { id, dtype } of outputs) {
        if (dtype === 'float32') reached.add(id);
        else if (!isOwn) indices.add(id);
      }
    } else if (isIndexed) {
      for (const output of outputs) {
        if (output.dtype !== 'float32') indices.add(output.id);
        else {
          reached.add(output.id);
          starts.push(output);
        }
      }
    }
  }
  const path = floatingFrom(tape, starts);
  return ys.some(({ id }) => path.has(id)) ? starts : [];
}

/** Ids of what floating-point values alone lead to. */
function floatingFrom(tape: readonly TapeNode[], xs: readonly Tensor[]): Set<number> {
  const reached = new Set(xs.map(({ id }) => id));
  for (const node of tape) {
    if (!allInputs(node).some(({ id }) => reached.has(id))) continue;
    for (const { id, dtype } of node.outputs) if (dtype === 'float32') reached.add(id);
  }
  return reached;
}

/**
 * Mean and variance of the batch in a batch normalization: they depend on all samples, and are held constant, so that the outputs of a sample depend on that
 * sample alone. Statistics of each sample (layer normalization) are as long as the batch, and are not.
 */
export const batchStatistics: HeldInputs = ({ kernelName, inputs }) => {
  if (kernelName !== 'FusedBatchNorm') return [];
  const { x, mean } = inputs as { x: Tensor; mean: Tensor };
  const isOfSamples = mean.rank > 1 && mean.size === x.size;
  return isOfSamples ? [] : ['mean', 'variance'];
};
