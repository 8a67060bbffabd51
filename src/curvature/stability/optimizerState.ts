/** What a TensorFlow.js optimizer object knows: its own config, and the accumulators as the last step left them. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';

/** May be posted to another thread. */
export interface OptimizerState {
  /** TensorFlow.js's class name: SGD, Momentum, RMSProp, Adam, Adamax, Adagrad, Adadelta; another is a user's own. */
  name: string;
  learningRate: number;
  /** Updates done. */
  iterations: number;
  momentum: number;
  useNesterov: boolean;
  beta1: number;
  beta2: number;
  epsilon: number;
  centered: boolean;
  /** Adamax's. */
  decay: number;
  /** By the name of the accumulator, over all parameters; NaN where the optimizer has not updated a variable. */
  accumulators: Partial<Record<AccumulatorName, Float64Array>>;
}

const ACCUMULATORS = [
  'accumulatedSecondMoment',
  'accumulatedWeightedInfNorm',
  'accumulatedMeanSquares',
  'accumulatedMeanGrads',
  'accumulatedGrads',
  'accumulatedUpdates',
] as const;
export type AccumulatorName = (typeof ACCUMULATORS)[number];

interface Accumulator {
  /** The variable's name, with a suffix of the optimizer's. */
  originalName: string;
  variable: Tensor;
}

/**
 * Only values are read: nothing of the optimizer changes.
 *
 * @param optimizer the program's own object; its classes may be of another copy of tfjs-core.
 * @param variables in the training's order.
 */
export function readOptimizerState(
  core: TensorflowCore,
  optimizer: object,
  variables: readonly { name: string; size: number }[],
): OptimizerState {
  const fields = optimizer as Record<string, unknown>;
  const read = (name: string, otherwise: number) => {
    const value = fields[name];
    return typeof value === 'number' ? value : otherwise;
  };
  /** SGD and Momentum compute with a tensor that was made of the number; a number that was assigned later does nothing. */
  const constant = (name: string) => {
    const tensor = fields[name] as Tensor | null | undefined;
    return tensor && typeof tensor.dataSync === 'function' ? tensor.dataSync()[0]! : null;
  };
  const negativeRate = constant('c');
  const accumulators: OptimizerState['accumulators'] = {};
  for (const name of ACCUMULATORS) {
    const kept = fields[name] as (Accumulator | null)[] | null | undefined;
    if (Array.isArray(kept) && kept.length > 0) accumulators[name] = flatten(kept, variables);
  }
  const classOf = (optimizer as { getClassName?(): string }).getClassName?.();
  return {
    name: classOf ?? optimizer.constructor.name,
    learningRate: negativeRate === null ? read('learningRate', NaN) : -negativeRate,
    iterations: read('iterations', read('iterations_', 0)),
    momentum: constant('m') ?? read('momentum', 0),
    useNesterov: fields['useNesterov'] === true,
    beta1: read('beta1', 0),
    beta2: read('beta2', 0),
    // Adagrad has none of its own: it takes the backend's.
    epsilon: read('epsilon', core.backend().epsilon()),
    centered: fields['centered'] === true,
    decay: classOf === 'Adamax' ? read('decay', 0) : 0,
    accumulators,
  };
}

function flatten(
  kept: readonly (Accumulator | null)[],
  variables: readonly { name: string; size: number }[],
): Float64Array {
  const flat = new Float64Array(variables.reduce((sum, { size }) => sum + size, 0)).fill(NaN);
  let offset = 0;
  for (const { name, size } of variables) {
    const found = kept.find((entry) => entry?.originalName.replace(/\/[^/]*$/, '') === name);
    if (found) flat.set(found.variable.dataSync(), offset);
    offset += size;
  }
  return flat;
}
