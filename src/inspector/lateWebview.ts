/**
 * In a browser a webview may never load: on the first load of an origin, VS Code's frame can wait for its service worker
 * for ever (docs/workbench.md). Only a new frame helps, so one is asked for, once.
 */
import { systemClock, type Clock } from './feed.js';

/** Milliseconds that a visible webview has for saying that it is ready. */
export const READY_WITHIN = 10_000;

export interface LateWebview {
  setVisible(visible: boolean): void;
  /** The webview has spoken. */
  ready(): void;
  dispose(): void;
}

/** Calls `renew` once, where the webview has been visible for `READY_WITHIN` and has never said a word. */
export function watchLateWebview(renew: () => void, clock: Clock = systemClock): LateWebview {
  let over = false;
  let cancel: (() => void) | null = null;
  const stop = () => {
    cancel?.();
    cancel = null;
  };
  const finish = () => {
    over = true;
    stop();
  };
  return {
    setVisible(visible) {
      stop();
      if (!visible || over) return;
      cancel = clock.after(READY_WITHIN, () => {
        finish();
        renew();
      });
    },
    ready: finish,
    dispose: finish,
  };
}
