/** The reading column of a chart: a line for each side, at the cursor or at its end. */
import { formatNumber } from '../../src/format/number.js';
import type { ComparedLine, ComparedSide } from '../../src/protocol/comparison.js';
import type { Reading } from '../charts/reading.js';
import { valueAt, type ComparisonAxis } from './comparisonAxis.js';
import { valueBefore, type Quantity } from './comparisonModel.js';
import { lookOf } from './sideLooks.js';

/** @param at share of the width; null: no cursor */
export function comparisonReadings(
  { lines }: Quantity,
  sides: readonly ComparedSide[],
  axis: ComparisonAxis,
  shown: readonly boolean[],
  at: number | null,
): Reading[] {
  const place = at === null ? null : valueAt(axis, at);
  const head: Reading = { shape: 'none', role: 'text', name: placeText(axis, place), value: '', minor: true };
  return [
    head,
    ...sides.flatMap(({ name, steps }, side): Reading[] => {
      if (!shown[side]) return [];
      const { role, dash } = lookOf(side);
      const { value, title } = readingOf(lines[side] ?? null, axis, place, steps);
      return [{ shape: 'line', dash, role, name, value, title }];
    }),
  ];
}

function placeText({ unit }: ComparisonAxis, place: number | null): string {
  if (place === null) return 'at the end';
  return unit === 'steps' ? `at step ${Math.max(1, Math.floor(place + 0.5))}` : `at ${formatNumber(place)} s`;
}

function readingOf(
  line: ComparedLine | null,
  axis: ComparisonAxis,
  place: number | null,
  steps: number,
): { value: string; title: string } {
  if (!line || line.steps.length === 0) return { value: '–', title: 'not measured' };
  const end = line[axis.unit].at(-1)!;
  // A step covers half a step to either side of its number.
  const room = axis.unit === 'steps' ? 0.5 : 0;
  if (place !== null && axis.unit === 'steps' && place > steps + room)
    return { value: '–', title: `it has ${steps} steps` };
  const found = valueBefore(line, axis, place === null ? end : place + room);
  if (!found) return { value: '–', title: 'not measured yet' };
  const { step, value } = found;
  if (!Number.isNaN(value)) return { value: formatNumber(value), title: `step ${step}` };
  const since = line.nonFinite;
  return since !== null && step >= since
    ? { value: 'NaN', title: `not finite since step ${since}` }
    : { value: '–', title: `not measured at step ${step}` };
}
