/** Time and cost of the newest steps of a training: what a run under way says of its overhead. */

/** As many as the governor's longest interval, so that measurements it makes seldom count with their share. */
const KEPT = 64;
/** Intervals this many times longer than the usual one are pauses, validation or waits of the program. */
const NOT_A_STEP = 10;

interface TimedStep {
  step: number;
  time: number;
  cost: number;
}

export class RecentSteps {
  private steps: TimedStep[] = [];

  /** `time` is when the step closed, `cost` what Gradlens took of it; milliseconds. */
  add(step: number, time: number, cost: number): void {
    this.steps.push({ step, time, cost });
    if (this.steps.length > KEPT + 1) this.steps.shift();
  }

  /** Σ cost / Σ (interval − cost) over the newest steps; null before there are three of them. */
  overhead(): number | null {
    const intervals = this.steps.slice(1).flatMap(({ step, time, cost }, i) => {
      const before = this.steps[i]!;
      return step === before.step + 1 ? [{ length: time - before.time, cost }] : [];
    });
    if (intervals.length < 3) return null;
    const usual = intervals.map(({ length }) => length).sort((a, b) => a - b)[intervals.length >> 1]!;
    let [taken, own] = [0, 0];
    for (const { length, cost } of intervals) {
      if (length > NOT_A_STEP * usual) continue;
      taken += cost;
      own += length - cost;
    }
    return own > 0 ? taken / own : null;
  }
}
