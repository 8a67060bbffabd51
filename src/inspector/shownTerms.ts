/** The terms of the loss at the step that the inspector shows, for the editor. */
import type { TermsSeries } from '../protocol/terms.js';
import type { SourceFile } from '../protocol/run.js';
import type { Inspector } from './inspector.js';

export interface TermsShown {
  /** Of each training of the run. */
  trainings: { series: TermsSeries; step: number }[];
  /** Texts of the program's files as they ran. */
  sources: readonly SourceFile[];
}

/** Null: no run is shown. */
export function termsShown({ source, standing }: Inspector): TermsShown | null {
  if (!source) return null;
  const trainings = source.head().trainings.flatMap(({ id, steps }) => {
    const series = source.terms(id);
    const isHere = standing?.training === id && !standing.follow;
    return series ? [{ series, step: isHere ? standing.step : steps }] : [];
  });
  return { trainings, sources: source.sources() };
}
