/**
 * What TensorFlow.js's own error about a gradient says of the program: which op has no derivative, or where the path from the weights to the
 * loss ends.
 */
import type { OpSource } from '../program/lossProgram.js';
import type { Family } from './rule.js';

export interface FailedGradient {
  message: string;
  /** The ops that had run, in order; `dataSync`: values that depend on what is trained were read back. */
  ops: readonly { kernel: string; source: OpSource | null }[];
}

export interface FailureFinding {
  rule: string;
  family: Family;
  source: OpSource | null;
  message: string;
  advice: string;
}

/** What the optimizers throw where no gradient came at all. */
export const NO_CONNECTION = 'Cannot find a connection between any variable';

export const FAILURE_RULE = 'gradient-fails';

/** @returns null: the error is none of these */
export function explainFailure({ message, ops }: FailedGradient): FailureFinding | null {
  const kernel = /gradient function not found for (\w+)/.exec(message)?.[1];
  if (kernel !== undefined) {
    return {
      ...{ rule: FAILURE_RULE, family: 'non-differentiable' },
      source: ops.findLast((op) => op.kernel === kernel)?.source ?? null,
      message: `${kernel} has no derivative, and it stands between the weights and the loss`,
      advice: `Leave ${kernel} out of the loss (use it for predictions only), or use a smooth function in its place (sigmoid for a threshold, softmax for argMax).`,
    };
  }
  if (message.includes('Cannot compute gradient of y=f(x) with respect to x') || message.includes(NO_CONNECTION)) {
    const read = ops.find((op) => op.kernel === 'dataSync');
    return {
      ...{ rule: FAILURE_RULE, family: 'no-gradient', source: read?.source ?? null },
      message: read
        ? 'No gradient: values are read back as numbers inside the loss function, and the loss is made of these'
        : 'No gradient: the loss does not depend on any of the variables that are trained',
      advice:
        'Compute the loss inside the function from the variables, with tensors all the way: no dataSync or arraySync, nothing computed before.',
    };
  }
  if (/expects at least one of the input variables to be trainable/.test(message)) {
    return {
      ...{ rule: FAILURE_RULE, family: 'no-gradient', source: null },
      message: 'None of the variables to be trained is trainable: all are frozen',
      advice: 'Set trainable to true for what is to learn.',
    };
  }
  if (/must return a scalar/.test(message)) {
    return {
      ...{ rule: FAILURE_RULE, family: 'reduction', source: ops.at(-1)?.source ?? null },
      message: 'The loss function returns more than one number',
      advice: 'Take the mean over the batch at its end.',
    };
  }
  return null;
}
