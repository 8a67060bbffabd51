/**
 * Tells VS Code that lenses have changed, so that it asks for them. It waits after being told, longer where asking is slow,
 * and being told again makes it wait anew: told too often, it would never ask. And it forgets what it was told when the
 * editor loses the focus meanwhile: told once, it may never ask either. So one who was not asked tells again, each time
 * after twice the patience.
 */
import { createThrottle, systemTimers, type Timers } from './throttle.js';

/** Milliseconds in which VS Code asks, where it is not slow: it waits for 250 at least. */
const PATIENCE = 2000;
const MOST_PATIENCE = 60_000;

export interface LensRedraw {
  request(): void;
  /** VS Code has asked. */
  asked(): void;
  dispose(): void;
}

/** Calls `tell` at most once in `interval` milliseconds. */
export function createLensRedraw(interval: number, tell: () => void, timers: Timers = systemTimers): LensRedraw {
  let stopWaiting: (() => void) | null = null;
  let patience = PATIENCE;
  const tellAndWait = () => {
    stopWaiting = timers.after(patience, () => {
      patience = Math.min(2 * patience, MOST_PATIENCE);
      tellAndWait();
    });
    tell();
  };
  const throttle = createThrottle(interval, () => stopWaiting ?? tellAndWait(), timers);
  const rest = () => {
    stopWaiting?.();
    stopWaiting = null;
  };
  return {
    request: throttle.request,
    asked() {
      // As slow as it was, it may be again: the patience that was needed stays for the next time, less a little.
      if (stopWaiting) patience = Math.max(PATIENCE, patience / 1.5);
      rest();
    },
    dispose() {
      throttle.dispose();
      rest();
    },
  };
}
