/**
 * How the loss moves, in constant memory: smoothed by an exponential mean that starts unbiased
 * (m ← m + max(α, 1/n)·(x − m)), with the extremes of the smoothed values and the noise around them.
 */
const NEWEST = 0.05;

export class LossTrend {
  /** Finite losses seen. */
  count = 0;
  /** The first finite loss; NaN before. */
  first = NaN;
  /** The last loss, finite or not; null: none was known at the last step. */
  last: number | null = null;
  /** The last finite loss; NaN before. */
  newest = NaN;
  /** Smoothed loss at the last finite one. */
  smoothed = NaN;
  /** Lowest smoothed loss, and its step. */
  lowest = { value: Infinity, step: 0 };
  /** Mean of the first ten finite losses (fewer, as long as there are fewer). */
  start = NaN;
  /** Standard deviation of single losses around the smoothed one, smoothed likewise. */
  noise = 0;
  /** First step at which the loss was NaN or infinite; null: never. */
  firstNonFinite: number | null = null;

  add(step: number, loss: number | null): void {
    this.last = loss;
    if (loss === null) return;
    if (!Number.isFinite(loss)) {
      this.firstNonFinite ??= step;
      return;
    }
    this.count++;
    this.newest = loss;
    if (this.count === 1) this.first = this.smoothed = this.start = loss;
    if (this.count <= 10) this.start += (loss - this.start) / this.count;
    const deviation = loss - this.smoothed;
    const weight = Math.max(NEWEST, 1 / this.count);
    this.smoothed += weight * deviation;
    this.noise = Math.sqrt((1 - weight) * (this.noise ** 2 + weight * deviation ** 2));
    if (this.smoothed < this.lowest.value) this.lowest = { value: this.smoothed, step };
  }

  /** Share of the starting loss that is gone, by the smoothed loss: 1 − smoothed/start; meaningful for losses above zero. */
  get progress(): number {
    return 1 - this.smoothed / this.start;
  }
}
