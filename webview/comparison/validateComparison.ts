/** What the host posts to the panel is checked before it is drawn. */
import type { ComparedLine, Comparison } from '../../src/protocol/comparison.js';
import type { ShowComparison } from '../../src/protocol/compareView.js';
import {
  hasShape,
  isArrayOf,
  isBoolean,
  isCount,
  isInstanceOf,
  isNullOr,
  isNumber,
  isOneOf,
  isString,
  type Guard,
} from '../../src/protocol/guards.js';

const doubles = isInstanceOf(Float64Array);
const columns = hasShape({ steps: doubles, seconds: doubles, values: doubles, nonFinite: isNullOr(isCount) });
const line: Guard = (value) => {
  if (!columns(value)) return false;
  const { steps, seconds, values } = value as ComparedLine;
  return steps.length === seconds.length && steps.length === values.length;
};
const place = { file: isNullOr(isString), line: isNullOr(isCount) };
const hunk = hasShape({
  ...{ oldStart: isCount, oldLines: isCount, newStart: isCount, newLines: isCount },
  lines: isArrayOf(isString),
});
const shape = hasShape({
  runs: isArrayOf(
    hasShape({
      ...{ id: isString, directory: isString, startedAt: isNumber, live: isBoolean, damage: isNullOr(isString) },
      program: hasShape({ file: isString, line: isNullOr(isCount) }),
    }),
  ),
  sides: isArrayOf(
    hasShape({
      ...{ name: isString, run: isCount, training: isCount, callee: isString, ...place, steps: isCount },
      ...{ loss: line, gradientNorm: line, lambda: line, samples: isNullOr(isNumber) },
      metrics: isArrayOf(hasShape({ name: isString, split: isOneOf(['train', 'validation']), line })),
    }),
  ),
  left: isCount,
  settings: isArrayOf(hasShape({ name: isString, values: isArrayOf(isNullOr(isString)) })),
  same: isCount,
  sources: isArrayOf(hasShape({ run: isCount, file: isString, hunks: isArrayOf(hunk), why: isNullOr(isString) })),
});

/** Null: it is no comparison that can be drawn. */
export function parseComparison(message: unknown): Comparison | null {
  if (!hasShape({ type: isOneOf(['comparison']), comparison: shape })(message)) return null;
  const { comparison } = message as ShowComparison;
  const { runs, sides, settings, sources } = comparison;
  const isWhole =
    sides.every(({ run }) => run < runs.length) &&
    settings.every(({ values }) => values.length === sides.length) &&
    sources.every(({ run }) => run < runs.length);
  return isWhole ? comparison : null;
}
