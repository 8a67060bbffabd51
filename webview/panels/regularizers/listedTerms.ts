/** What the list of terms says: as measured, or as declared. */
import { formatNumber, formatShare } from '../../../src/format/number.js';
import type { TrainingHead } from '../../../src/protocol/inspector.js';
import type { TermsSeries } from '../../../src/protocol/terms.js';
import { MISSING } from '../loss/lossReadings.js';
import { formulaText } from './measuredWords.js';
import { pointAt } from './measuredTerms.js';
import { lambdaText } from './regularizersWords.js';
import type { ListedTerm } from './termList.js';

export function measuredTerms(series: TermsSeries, step: number): ListedTerm[] {
  const point = pointAt(series, step);
  const count = series.steps.length;
  const at = (column: Float64Array, t: number) => (point < 0 ? NaN : column[t * count + point]!);
  const norms = series.terms.map((_, t) => at(series.gradientNorms, t));
  const all = norms.reduce((sum, norm) => sum + (Number.isNaN(norm) ? 0 : norm), 0);
  const text = (value: number, format: (value: number) => string) => (Number.isNaN(value) ? MISSING : format(value));
  return series.terms.map((term, t) => ({
    ...{ name: term.name, text: formulaText(term), file: term.file, line: term.line },
    readings: [
      text(at(series.values, t), formatNumber),
      text(norms[t]!, formatNumber),
      text(norms[t]! / all, formatShare),
    ],
  }));
}

export function declaredTerms({ terms }: TrainingHead, values: readonly (number | null)[]): ListedTerm[] {
  return terms.map((term, i) => {
    const value = values[i] ?? null;
    const kind = term.penalties.length === 1 ? `${term.penalties[0]!.kind} ` : '';
    return {
      ...{ name: term.layer ?? term.name, text: `${kind}${lambdaText(term)}`, file: term.file, line: term.line },
      readings: [value === null ? MISSING : formatNumber(value)],
    };
  });
}
