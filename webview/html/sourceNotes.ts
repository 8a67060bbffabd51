/** Notes at the end of source lines, as in the editor: the gradient norm of what is made on the line. */
import type { TrainingHead } from '../../src/protocol/inspector.js';

export interface LineNote {
  /** Euclidean norm over the gradients of all variables made on the line. */
  norm: number;
  /** Length of the bar from 0 to 1: two decades below the largest note, log scale. */
  share: number;
}

const DECADES = 2;

export function lineNotes(
  training: TrainingHead,
  norms: readonly (number | null)[],
  file: string,
): ReadonlyMap<number, LineNote> {
  const squares = new Map<number, number>();
  training.variables.forEach((variable, i) => {
    const norm = norms[i] ?? null;
    if (variable.file !== file || variable.line === null || norm === null) return;
    squares.set(variable.line, (squares.get(variable.line) ?? 0) + norm ** 2);
  });
  const largest = Math.sqrt(Math.max(0, ...[...squares.values()].filter(Number.isFinite)));
  return new Map(
    [...squares].map(([line, square]) => {
      const norm = Math.sqrt(square);
      const share = norm > 0 && largest > 0 ? 1 + Math.log10(norm / largest) / DECADES : 0;
      return [line, { norm, share: Number.isFinite(share) ? Math.min(Math.max(share, 0), 1) : 1 }];
    }),
  );
}
