/** Of which outputs by which inputs the Jacobian is, told from the tape of the forward pass. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Inputs, TapeNode } from '../../autodiff/engine.js';
import type { HeldInputs } from '../../autodiff/sweep.js';

const PROBABILITIES = new Set(['Softmax', 'Sigmoid', 'LogSoftmax']);
/** Ops that only pass their input on. */
const PASSING = new Set(['Identity', 'Reshape', 'Cast']);

/** The input of a final softmax or sigmoid where outputs are its result; the outputs themselves otherwise. */
export function logitsOf(tape: readonly TapeNode[], outputs: Tensor): Tensor {
  let at: Tensor | undefined = outputs;
  while (at) {
    const { id }: Tensor = at;
    const node = tape.findLast((each) => each.outputs.some((output) => output.id === id));
    const [input] = node ? Object.values(node.inputs) : [];
    if (node && PROBABILITIES.has(node.kernelName)) return input!;
    at = node && PASSING.has(node.kernelName) ? input : undefined;
  }
  return outputs;
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
  for (const { inputs, outputs } of tape) {
    const given = tensorsOf(inputs);
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
  for (const { inputs, outputs } of tape) {
    if (!tensorsOf(inputs).some(({ id }) => reached.has(id))) continue;
    for (const { id, dtype } of outputs) if (dtype === 'float32') reached.add(id);
  }
  return reached;
}

/** A fused op without bias has an input that is undefined. */
const tensorsOf = (inputs: Inputs) => (Object.values(inputs) as (Tensor | undefined)[]).filter((input) => input != null);

/**
 * Mean and variance of the batch in a batch normalization: they depend on all samples, and are held constant, so that the outputs of a sample depend on that
 * sample alone. Statistics of each sample (layer normalization) are as long as the batch, and are not.
 */
export const batchStatistics: HeldInputs = ({ kernelName, inputs }) => {
  if (kernelName !== 'FusedBatchNorm') return [];
  const { x, mean } = inputs as { x: Tensor; mean: Tensor };
  const isOfSamples = mean.rank === x.rank && mean.size === x.size;
  return isOfSamples ? [] : ['mean', 'variance'];
};
