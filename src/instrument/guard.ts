import type { OwnTime } from './ownTime.js';

/** A fault of ours must not become one of the program: it ends the watching, and the training goes on. */
export interface Guard {
  /** `fallback`: what is returned after a fault. Its time is ours, not the program's. */
  <A extends unknown[], R>(work: (...args: A) => R, fallback: R): (...args: A) => R;
}

export function faultGuard(report: (error: unknown) => void, time: OwnTime): Guard {
  let failed = false;
  return (work, fallback) =>
    (...args) => {
      if (failed) return fallback;
      time.begin();
      try {
        return work(...args);
      } catch (error) {
        failed = true;
        report(error);
        return fallback;
      } finally {
        time.end();
      }
    };
}
