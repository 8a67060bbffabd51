/** Thrown in place of a number that might be wrong. */
export class RefusedOpError extends Error {
  readonly code = 'op-refused';

  /** @param kernelName the op, by its kernel's name. */
  constructor(
    readonly kernelName: string,
    why: string,
  ) {
    super(`No second derivative through ${kernelName}: ${why}.`);
    this.name = 'RefusedOpError';
  }
}
