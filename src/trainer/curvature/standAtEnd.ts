/** How long the end of a program stands for its last measurements. */

export interface EndOfMeasuring {
  /** Stands until a condition holds, for so many milliseconds at most; answers whether it holds. */
  waitFor(what: 'ended' | 'bracket', milliseconds: number): boolean;
  /** Whether a user asked the program to end: nothing is waited for any longer. */
  isStopped(): boolean;
  hasBracket(): boolean;
  /** What is not measured by now is left out. */
  hurry(): void;
}

/** Milliseconds for what was under way. */
const MOMENT = 200;

/**
 * @param patience milliseconds.
 * @param bracketPatience so many more where the run has no bracket yet, for its first.
 */
export function standAtEnd(end: EndOfMeasuring, patience: number, bracketPatience: number): void {
  if (end.waitFor('ended', patience)) return;
  if (!end.isStopped() && !end.hasBracket()) end.waitFor('bracket', bracketPatience);
  end.hurry();
  end.waitFor('ended', MOMENT);
}

/** A run's own time, in milliseconds; the share of it that measuring may take; whether a measurement was asked for at the end. */
export interface RunAtEnd {
  ran: number;
  budget: number;
  asked: boolean;
  /** A user waits for the end. */
  stopped: boolean;
}

/** Milliseconds. What was asked for is worth waiting for, but not for ever. */
const STOPPED_PATIENCE = 500;
const LEAST_PATIENCE = 1000;
const ASKED_PATIENCE = 600_000;
const FIRST_BRACKET = 4000;

/** `whole`: for everything; `queued`: of it for steps that wait for λ1; `bracket`: more, for a run's only bracket. */
export function patienceAtEnd({ ran, budget, asked, stopped }: RunAtEnd): {
  whole: number;
  queued: number;
  bracket: number;
} {
  if (stopped) return { whole: STOPPED_PATIENCE, queued: STOPPED_PATIENCE, bracket: 0 };
  const queued = Math.max(LEAST_PATIENCE, ran * budget);
  return asked
    ? { whole: ASKED_PATIENCE + queued, queued, bracket: 0 }
    : { whole: queued, queued, bracket: FIRST_BRACKET };
}
