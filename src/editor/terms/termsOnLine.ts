/** Which terms of a loss a line of the program stands for, and their numbers at a step. */
import { sharesOf, type TermDescription, type TermsSeries } from '../../protocol/terms.js';

export interface TermReading {
  term: TermDescription;
  value: number;
  gradientNorm: number;
  /** Of the gradient norms of all terms. */
  share: number;
  cosine: number;
  /** At which it was measured. */
  step: number;
}

/** How far below a layer's first line its regularizers may stand. */
const CALL_LINES = 20;

/** @param text of the line, as it stands in the editor */
export function termsOnLine(
  series: TermsSeries,
  step: number,
  { file, line, text }: { file: string; line: number; text: string },
): TermReading[] {
  const point = series.steps.findLastIndex((each) => each <= step);
  if (point < 0) return [];
  const here = series.terms.filter((term) => term.file === file);
  let found = here.filter((term) => term.line === line);
  const option = /\b(kernel|bias|recurrent|depthwise|pointwise|embeddings|gamma|beta)Regularizer\b/.exec(text)?.[1];
  if (option !== undefined) {
    // A layer is known by the line on which its call begins.
    const begins = Math.max(...here.flatMap((term) => (term.layer !== null && term.line! <= line ? [term.line!] : [])));
    const ofLayer = here.filter((term) => term.layer !== null && term.line === begins && line - begins < CALL_LINES);
    found = ofLayer.filter(({ name }) => name.toLowerCase().includes(option));
  }
  const count = series.steps.length;
  const at = (column: Float64Array, term: TermDescription) => column[series.terms.indexOf(term) * count + point]!;
  const shares = sharesOf(series.terms.map((term) => at(series.gradientNorms, term)));
  return found.map((term) => ({
    ...{ term, value: at(series.values, term), gradientNorm: at(series.gradientNorms, term) },
    ...{ share: shares[series.terms.indexOf(term)]!, cosine: at(series.cosines, term), step: series.steps[point]! },
  }));
}
