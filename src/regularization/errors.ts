/** What a caller of a penalty did wrong, one function an error. */
export class PenaltyError extends Error {
  constructor(
    readonly code:
      | 'not-on-tape'
      | 'no-batch'
      | 'no-path'
      | 'wrong-option'
      | 'no-input'
      | 'not-compiled'
      | 'no-regularizer'
      | 'own-regularizer',
    message: string,
  ) {
    super(message);
    this.name = 'PenaltyError';
  }
}

export const notOnTape = () =>
  new PenaltyError(
    'not-on-tape',
    'The outputs must be computed inside of the function whose gradient is taken; outside of it give the model or a function in their place.',
  );

export const noPath = (from: string) =>
  new PenaltyError(
    'no-path',
    `The outputs do not depend on ${from}: give the very tensor that they were computed from.`,
  );

export const noBatch = (x: readonly number[], z: readonly number[]) =>
  new PenaltyError(
    'no-batch',
    `Inputs and outputs must have the same first axis, the batch; they are [${x.join()}] and [${z.join()}].`,
  );

export const wrongOption = (name: string, value: unknown, expected: string) =>
  new PenaltyError('wrong-option', `${name} must be ${expected}; it is ${String(value)}.`);

export const noInput = () =>
  new PenaltyError(
    'no-input',
    "The model's inputs are not among what its outputs were computed from: add jacobianPenalty(model, x, …) to a loss of your own instead.",
  );

export const notCompiled = () =>
  new PenaltyError('not-compiled', 'The model has no loss yet: compile it before λ is adapted in fit.');

export const noRegularizer = () =>
  new PenaltyError(
    'no-regularizer',
    'No layer of the model has a regularizer whose λ could be adapted: give one, or the penalty itself as { penalty }.',
  );

export const ownRegularizer = (layer: string, option: string) =>
  new PenaltyError(
    'own-regularizer',
    `The ${option} of layer ${layer} is not one of tf.regularizers, and its λ is not known: give the penalty as { penalty } and multiply it by lambda.value.`,
  );
