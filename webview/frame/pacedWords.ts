/**
 * Paces what screen readers are told: at most one sentence in PAUSE, the newest where several came in between, so that a
 * run that pauses and goes on quickly is not a torrent of words. What is urgent is said at once.
 */
export interface Clock {
  now(): number;
  /** Calls back after so many milliseconds; the result cancels. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Milliseconds between two sentences. */
export const PAUSE = 3000;

export interface PacedWords {
  tell(words: string, urgent?: boolean): void;
  dispose(): void;
}

export function paceWords(say: (words: string) => void, clock: Clock = pageClock): PacedWords {
  let saidAt = -Infinity;
  let cancel: (() => void) | null = null;
  const drop = () => {
    cancel?.();
    cancel = null;
  };
  return {
    tell(words, urgent = false) {
      drop();
      const sayNow = () => {
        cancel = null;
        saidAt = clock.now();
        say(words);
      };
      const wait = urgent ? 0 : saidAt + PAUSE - clock.now();
      if (wait <= 0) sayNow();
      else cancel = clock.after(wait, sayNow);
    },
    dispose: drop,
  };
}

const pageClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
