/** Why there is no number: never a number that was invented. */
export type CurvatureErrorCode =
  'not-finite' | 'not-symmetric' | 'disposed' | 'wrong-length' | 'wrong-value' | 'too-many-parameters';

export class CurvatureError extends Error {
  constructor(
    readonly code: CurvatureErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'CurvatureError';
  }
}

/** @param what for example `The loss`. */
export function notFinite(what: string): CurvatureError {
  return new CurvatureError('not-finite', `${what} is not finite: there is no curvature at these weights.`);
}

/** @param difference of uᵀHv and vᵀHu, as a share of ‖H‖. */
export function notSymmetric(difference: number): CurvatureError {
  const share = difference.toPrecision(2);
  return new CurvatureError(
    'not-symmetric',
    `The Hessian is not symmetric (uᵀHv and vᵀHu differ by ${share} of its norm): the gradient of an op is not its derivative.`,
  );
}

/** A whole number of at least `least`. */
export function checkCount(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new CurvatureError('wrong-value', `${name} must be a whole number of at least ${least}, not ${value}.`);
}
