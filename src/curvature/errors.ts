/** Why there is no number: never a number that was invented. */
export type CurvatureErrorCode =
  | 'not-finite'
  | 'not-symmetric'
  | 'not-scalar'
  | 'inside-gradient'
  | 'disposed'
  | 'wrong-length'
  | 'wrong-value'
  | 'no-gradient'
  | 'too-many-parameters';

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
  return new CurvatureError('not-finite', `${what} is not finite: no curvature can be measured at these weights.`);
}

export function notSymmetric(difference: number): CurvatureError {
  const share = difference.toPrecision(2);
  return new CurvatureError(
    'not-symmetric',
    `The Hessian is not symmetric (uᵀHv and vᵀHu differ by ${share} of its norm): an op's gradient is not the derivative of the op.`,
  );
}
