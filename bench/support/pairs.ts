/** The same steps watched and unwatched, in turn. */
import type { Stepper } from './stepper.js';

export interface Pairs {
  /** CPU milliseconds a step, one a pair. */
  plain: number[];
  watched: number[];
  /** Steps of one side of a pair. */
  count: number;
  /** Steps of either side before the first pair. */
  warmUp: number;
}

/**
 * What runs only a few times a step is optimised after some thousand steps, the program's own code as well as ours: so long a
 * warm-up in CPU milliseconds, at least so many steps.
 */
const WARM_UP_MILLISECONDS = 9000;
export const WARM_UP_STEPS = 300;
/** CPU milliseconds that one side of a pair takes: short, so that what else the machine does hits both sides. */
const LENGTH = 20;

/** `least`: so many steps are in a side of a pair at least. */
export async function measurePairs(plain: Stepper, watched: Stepper, pairs: number, least = 1): Promise<Pairs> {
  const first = await plain.steps(WARM_UP_STEPS);
  const more = Math.max(0, Math.round(((WARM_UP_MILLISECONDS - first) / first) * WARM_UP_STEPS));
  await Promise.all([watched.steps(WARM_UP_STEPS + more), more > 0 ? plain.steps(more) : null]);
  const count = Math.max(least, Math.round(LENGTH / ((await plain.steps(20)) / 20)));
  const times: Pairs = { plain: [], watched: [], count, warmUp: WARM_UP_STEPS + more };
  for (let pair = 0; pair < pairs; pair++) {
    // Which comes first alternates, so that a drift hits both sides.
    const order = pair % 2 === 0 ? (['plain', 'watched'] as const) : (['watched', 'plain'] as const);
    for (const side of order) times[side].push((await { plain, watched }[side].steps(count)) / count);
  }
  return times;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
