/** The same steps watched and unwatched, in turn. */
import type { Stepper } from './stepper.js';

export interface Pairs {
  /** CPU milliseconds a step, one a pair. */
  plain: number[];
  watched: number[];
  /** Steps of one side of a pair. */
  count: number;
}

/** Our hooks and the program are compiled after some hundred calls. */
export const WARM_UP = 300;
/** CPU milliseconds that one side of a pair takes: short, so that what else the machine does hits both sides. */
const LENGTH = 20;

/** `least`: so many steps are in a side of a pair at least. */
export async function measurePairs(plain: Stepper, watched: Stepper, pairs: number, least = 1): Promise<Pairs> {
  await Promise.all([watched.steps(WARM_UP), plain.steps(WARM_UP)]);
  const count = Math.max(least, Math.round(LENGTH / ((await plain.steps(20)) / 20)));
  const times: Pairs = { plain: [], watched: [], count };
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
