/**
 * Notes at the end of source lines, as in the editor: ‖g‖ of what is made on the line, as it was measured at the step shown or
 * last before it. Of runs without that measurement: of the variables made there.
 */
import { barLength, isNoteworthy, largestNorm } from '../../src/format/lineNote.js';
import type { TrainingHead } from '../../src/protocol/inspector.js';
import type { LinesSeries } from '../../src/protocol/lines.js';

export interface LineNote {
  norm: number;
  /** Length of the bar, from 0 to 1. */
  share: number;
}

interface NormAt {
  file: string;
  line: number;
  norm: number;
}

/** `all`: of every file, for the largest. */
export function lineNotes(all: readonly NormAt[], file: string): ReadonlyMap<number, LineNote> {
  const largest = largestNorm(all.map(({ norm }) => norm));
  const own = all.filter((each) => each.file === file && isNoteworthy(each.norm, largest));
  return new Map(own.map(({ line, norm }) => [line, { norm, share: barLength(norm, largest) }]));
}

/** At the step, or the newest before it. */
export function normsOnLines({ files, file, line, steps, norms }: LinesSeries, step: number): NormAt[] {
  const column = steps.findLastIndex((each) => each <= step);
  if (column < 0) return [];
  const rows = Array.from(line, (at, i) => ({
    file: files[file[i]!]!,
    line: at,
    norm: norms[i * steps.length + column]!,
  }));
  return rows.filter(({ norm }) => !(norm < 0));
}

/** The Euclidean norm over the gradients of all variables made on a line. */
export function normsOfVariables(training: TrainingHead, norms: readonly (number | null)[]): NormAt[] {
  const squares = new Map<string, NormAt>();
  training.variables.forEach(({ file, line }, i) => {
    const norm = norms[i] ?? null;
    if (file === null || line === null || norm === null) return;
    const key = `${line} ${file}`;
    squares.set(key, { file, line, norm: Math.hypot(squares.get(key)?.norm ?? 0, norm) });
  });
  return [...squares.values()];
}
