/**
 * Keeps measuring inside the user's budget: a share of step time, with 0.3 ms a step always inside. It thins histograms
 * first, then statistics; loss, norms and NaN counts stay at every step.
 */
import type { MeasurePlan } from '../instrument/sink.js';

/** Milliseconds a step that count as inside any budget. */
export const FREE_MILLISECONDS = 0.3;
/** Weight of the newest step in the running means. */
const NEWEST = 0.1;
const LONGEST_INTERVAL = 256;

export interface Governor {
  plan(): MeasurePlan;
  /** A step closed: `cost` of its `total` milliseconds went into measuring, as `plan` was. */
  closed(total: number, cost: number): void;
}

/**
 * Each of the two parts is measured every `interval` steps. A part's extra cost is learnt as the difference of the mean
 * cost of steps with it and of steps without it; the intervals are the smallest powers of two that fit the budget.
 */
export function makeGovernor(budget: number): Governor {
  let step = 0;
  let own = 0;
  const interval = { statistics: 1, histograms: 1 };
  // Mean cost of a step that measures the norms only, statistics too, everything.
  const cost = { least: NaN, statistics: NaN, all: NaN };
  let planned: MeasurePlan = { statistics: true, histograms: true };

  const allowed = () => Math.max(FREE_MILLISECONDS, own * budget);
  const mean = () => {
    const all = or(cost.all, 0);
    const statistics = or(cost.statistics, all);
    const least = or(cost.least, statistics);
    const every = { statistics: 1 / interval.statistics, histograms: 1 / interval.histograms };
    return least + (statistics - least) * every.statistics + (all - statistics) * every.histograms;
  };

  return {
    plan() {
      // Steps with both parts coincide, so that a row of histograms always has its statistics.
      planned = { statistics: step % interval.statistics === 0, histograms: step % interval.histograms === 0 };
      step++;
      return planned;
    },
    closed(total, spent) {
      own = blend(own, Math.max(0, total - spent), step);
      const kind = planned.histograms ? 'all' : planned.statistics ? 'statistics' : 'least';
      cost[kind] = Number.isNaN(cost[kind]) ? spent : cost[kind] + NEWEST * (spent - cost[kind]);
      if (step < WARM_UP) return;
      if (mean() > allowed()) {
        if (interval.histograms < LONGEST_INTERVAL) interval.histograms *= 2;
        else if (interval.statistics < LONGEST_INTERVAL) interval.statistics *= 2;
      } else if (interval.statistics > 1 && fits({ statistics: interval.statistics / 2 })) {
        interval.statistics /= 2;
      } else if (
        interval.statistics === 1 &&
        interval.histograms > 1 &&
        fits({ histograms: interval.histograms / 2 })
      ) {
        interval.histograms /= 2;
      }
    },
  };

  function fits(other: Partial<typeof interval>): boolean {
    const kept = { ...interval };
    Object.assign(interval, other);
    const fitting = mean() < 0.8 * allowed();
    Object.assign(interval, kept);
    return fitting;
  }
}

/** First steps compile shaders, kernels and our own code: nothing is concluded from them. */
const WARM_UP = 8;

const or = (value: number, other: number) => (Number.isNaN(value) ? other : value);
const blend = (before: number, now: number, count: number) =>
  count <= WARM_UP ? now : before + NEWEST * (now - before);
