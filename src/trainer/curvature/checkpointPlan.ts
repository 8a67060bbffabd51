/**
 * At which steps of a training a checkpoint is made: the first, the last where it is known, and at most a number of others,
 * evenly over a run whose length nobody knows. When there are too many, every second one goes.
 */
export interface CheckpointPlan {
  wants(step: number): 'first' | 'last' | 'interval' | null;
  /** A checkpoint was made; answers the steps of those that go for it. */
  made(step: number): number[];
  /** The step of the last one; 0: there is none. */
  readonly newest: number;
}

export function makeCheckpointPlan(most: number, lastStep: () => number | null): CheckpointPlan {
  let interval = 1;
  let kept: number[] = [];
  let newest = 0;
  return {
    get newest() {
      return newest;
    },
    wants(step) {
      if (most === 0) return null;
      if (step === 1) return 'first';
      if (step === lastStep()) return 'last';
      return step % interval === 0 ? 'interval' : null;
    },
    made(step) {
      newest = step;
      if (step === 1 || step % interval !== 0) return [];
      kept.push(step);
      const dropped: number[] = [];
      // The first and the last one count too.
      while (kept.length > Math.max(1, most - 2)) {
        interval *= 2;
        dropped.push(...kept.filter((each) => each % interval !== 0));
        kept = kept.filter((each) => each % interval === 0);
      }
      return dropped;
    },
  };
}
