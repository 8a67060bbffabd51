/**
 * Says when there is time for another post: after the next frame, in the window's first idle time, and then as long again as
 * the drawing took. So drawing takes half of the window's time at most, and whatever else it draws or loads, the other
 * inspector and the editor among it, goes on.
 */

/** Milliseconds after which a window that is never idle counts as idle, and the longest rest. */
const IDLE_WITHIN = 250;

/** `since`: when the drawing began, in milliseconds of `performance.now()`. */
export function whenDrawn(since: number, callback: () => void): void {
  const rest = () => setTimeout(callback, Math.min(performance.now() - since, IDLE_WITHIN));
  requestAnimationFrame(() => requestIdleCallback(rest, { timeout: IDLE_WITHIN }));
}
