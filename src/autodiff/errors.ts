/** What a caller of the library did wrong, one function an error. */
export class AutodiffError extends Error {
  constructor(
    readonly code: 'shape-mismatch' | 'not-a-scalar' | 'no-batch' | 'nested',
    message: string,
  ) {
    super(message);
    this.name = 'AutodiffError';
  }
}

export function shapeMismatch(what: string): AutodiffError {
  return new AutodiffError('shape-mismatch', `There must be one vector a variable, of the same shape: ${what}.`);
}

export function notAScalar(shape: readonly number[]): AutodiffError {
  return new AutodiffError('not-a-scalar', `The loss must be a scalar; it has the shape [${shape.join()}].`);
}

export function nested(): AutodiffError {
  return new AutodiffError('nested', 'Second derivatives cannot be taken inside of another gradient.');
}

export function shapeWithoutBatch(x: readonly number[], y: readonly number[]): AutodiffError {
  const shapes = `[${x.join()}] and [${y.join()}]`;
  return new AutodiffError('no-batch', `x and f(x) must have the same first axis, the batch; they are ${shapes}.`);
}
