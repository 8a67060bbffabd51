/**
 * Every how many steps a step is recorded for its lines: 8 at first and twice as far each 64 measurements, or each step where
 * the lines were asked for; and farther apart where the budget asks for it.
 */
export interface LinesPlan {
  /** Whether this step is to be recorded. */
  wants(step: number): boolean;
  /** A step was recorded, which took so many milliseconds of the program's thread. */
  measured(step: number, took: number): void;
  /** A step closed at this time. */
  stepped(time: number): void;
}

const FIRST_INTERVAL = 8;
const MEASUREMENTS = 64;
/** Milliseconds a step that count as inside any budget, where the lines were asked for. */
const FREE = 0.3;
/** The part of the budget that the lines may take unasked. */
const SHARE = 0.25;
/** Weight of the newest step in the running means. */
const NEWEST = 0.1;

export function makeLinesPlan({ budget, asked }: { budget: number; asked: boolean }): LinesPlan {
  let last = 0;
  let count = 0;
  let spread = asked ? 1 : FIRST_INTERVAL;
  let cost = 0;
  let stepTime = NaN;
  let before = NaN;

  function interval(): number {
    const own = Number.isNaN(stepTime) ? 0 : stepTime;
    const allowed = asked ? Math.max(FREE, budget * own) : SHARE * budget * own;
    return Math.max(spread, allowed > 0 ? Math.ceil(cost / allowed) : spread);
  }

  return {
    wants: (step) => step - last >= interval(),
    measured(step, took) {
      last = step;
      cost = count === 0 ? took : cost + NEWEST * (took - cost);
      if (++count % MEASUREMENTS === 0 && !asked) spread *= 2;
    },
    stepped(time) {
      const took = time - before;
      before = time;
      if (Number.isNaN(took)) return;
      stepTime = Number.isNaN(stepTime) ? took : stepTime + NEWEST * (took - stepTime);
    },
  };
}
