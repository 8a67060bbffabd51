/** How the line of each side looks: a colour and a dash, so that no two are told apart by colour alone. */
import type { PaintRole } from '../charts/palette.js';

export interface SideLook {
  role: PaintRole;
  dash: readonly number[];
}

/** Red is kept for limits and NaN. */
const ROLES = [
  'total',
  'data',
  'validation',
  'penalty-first',
  'penalty-second',
] as const satisfies readonly PaintRole[];
const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [9, 3, 2, 3], [4, 2]];

/** Of as many sides as are drawn, no two look the same: colours come again with other dashes. */
export function lookOf(side: number): SideLook {
  const round = Math.floor(side / ROLES.length);
  return { role: ROLES[side % ROLES.length]!, dash: DASHES[(side + round) % DASHES.length]! };
}
