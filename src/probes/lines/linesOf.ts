import type { OpSource, SourceLine } from '../../program/lossProgram.js';

/** The line that an op belongs to, and the other lines of the user through which it was called. */
export function linesOf(source: OpSource): { own: SourceLine; callers: SourceLine[] } {
  const own = source.made ?? source;
  const callers: SourceLine[] = [];
  for (const place of [source, source.caller]) {
    if (place && ![own, ...callers].some((known) => isSame(known, place))) callers.push(place);
  }
  return { own, callers };
}

const isSame = (a: SourceLine, b: SourceLine) => a.line === b.line && a.file === b.file;
