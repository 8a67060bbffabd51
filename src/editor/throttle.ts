/** Calls back at most once an interval, and always after the last request. */
export interface Timers {
  now(): number;
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

export function createThrottle(interval: number, callback: () => void, timers: Timers = systemTimers) {
  let last = -Infinity;
  let cancel: (() => void) | null = null;
  return {
    request() {
      cancel ??= timers.after(Math.max(0, last + interval - timers.now()), () => {
        cancel = null;
        last = timers.now();
        callback();
      });
    },
    dispose() {
      cancel?.();
      cancel = null;
    },
  };
}
