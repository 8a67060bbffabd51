/** A fault of ours must not become one of the program: it ends the watching, and the training goes on. */
export interface Guard {
  /** `fallback`: what is returned after a fault. */
  <A extends unknown[], R>(work: (...args: A) => R, fallback: R): (...args: A) => R;
}

export function faultGuard(report: (error: unknown) => void): Guard {
  let failed = false;
  return (work, fallback) =>
    (...args) => {
      if (failed) return fallback;
      try {
        return work(...args);
      } catch (error) {
        failed = true;
        report(error);
        return fallback;
      }
    };
}
