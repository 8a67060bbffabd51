/** The x axis that all charts of a comparison share: steps of each training, or seconds since its first step ended. */
import type { ComparedLine, ComparedSide } from '../../src/protocol/comparison.js';
import type { Span } from '../charts/lineModel.js';
import { formatTick, niceNumber } from '../charts/valueRange.js';
import type { AxisLabel } from '../layout/axisPlaces.js';

export type ComparisonUnit = 'steps' | 'seconds';

export interface ComparisonAxis {
  unit: ComparisonUnit;
  span: Span;
}

/** Where a line's values stand. */
export const placesOf = (line: ComparedLine, { unit }: ComparisonAxis): Float64Array => line[unit];

export function comparisonAxis(unit: ComparisonUnit, sides: readonly ComparedSide[]): ComparisonAxis {
  const ends = sides.flatMap(({ loss, gradientNorm }) =>
    [loss, gradientNorm].map((line) => line[unit].at(-1) ?? 0).filter(Number.isFinite),
  );
  const to = Math.max(0, ...ends);
  return unit === 'steps'
    ? { unit, span: { from: 0.5, to: Math.max(to, 1) + 0.5 } }
    : { unit, span: { from: 0, to: to || 1 } };
}

/** Round places at least 72 pixels apart. */
export function axisTicks({ unit, span }: ComparisonAxis, width: number): AxisLabel[] {
  const perUnit = width / (span.to - span.from);
  const every = Math.max(niceNumber(72 / perUnit, 'up'), unit === 'steps' ? 1 : 0);
  const ticks: AxisLabel[] = [{ x: 0, text: unit === 'steps' ? '0' : '0 s' }];
  for (let i = 1; i * every <= span.to; i++)
    ticks.push({
      x: (i * every - span.from) * perUnit,
      text: `${formatTick(i * every)}${unit === 'steps' ? '' : ' s'}`,
    });
  return ticks;
}

/** What a share of the width stands for. */
export const valueAt = ({ span }: ComparisonAxis, share: number): number => span.from + share * (span.to - span.from);
