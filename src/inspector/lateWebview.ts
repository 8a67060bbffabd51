/**
 * In a browser a webview may never load: on the first load of an origin, VS Code's frame can wait for its service worker
 * for ever (docs/workbench.md). Only a new frame helps, so one is asked for; where that one does not load either, the next has
 * twice the time: on a slow machine one that is always made anew would never come to its end.
 */
import { systemClock, type Clock } from './feed.js';

/** Milliseconds that a visible webview has at first for saying that it is ready. */
export const READY_WITHIN = 10_000;

/** What the frames of an inspector share. */
export interface Patience {
  milliseconds: number;
}

export interface LateWebview {
  setVisible(visible: boolean): void;
  /** The webview has spoken. */
  ready(): void;
  dispose(): void;
}

/** Calls `renew` once, where the webview has been visible for as long as patience lasts and has never said a word. */
export function watchLateWebview(
  renew: () => void,
  patience: Patience = { milliseconds: READY_WITHIN },
  clock: Clock = systemClock,
): LateWebview {
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
      cancel = clock.after(patience.milliseconds, () => {
        finish();
        patience.milliseconds *= 2;
        renew();
      });
    },
    ready() {
      patience.milliseconds = READY_WITHIN;
      finish();
    },
    dispose: finish,
  };
}
