/** Where each open file trains, kept over edits that leave it broken. */
import type { TrainingCall } from './trainingWords.js';

/** One edit: lines from `start` to `end` (from 0) became `added` lines more or fewer. */
export interface LineChange {
  start: number;
  /** Column at which the edit starts: at 0 it pushes its own line down. */
  column: number;
  end: number;
  added: number;
}

/** A line (from 1) after an edit; lines inside of what was replaced go to its start. */
export function shiftLine(line: number, { start, column, end, added }: LineChange): number {
  const index = line - 1;
  if (index < start) return line;
  if (index > end) return line + added;
  if (index === end && (end > start || column === 0)) return Math.max(start + 1, line + added);
  return start + 1;
}

/** While the text does not parse, calls that the parser lost stay as long as their line still names them. */
export function keepCalls(before: TrainingCall[], found: TrainingCall[], lines: string[]): TrainingCall[] {
  const kept = before.filter(
    (call) =>
      !found.some(({ line, callee }) => line === call.line && callee === call.callee) &&
      lines[call.line - 1]?.includes(call.callee),
  );
  return [...found, ...kept].sort((a, b) => a.line - b.line || a.position - b.position);
}

/** Names a call by what edits elsewhere do not change: its callee and how many of the kind stand above it. */
export function callKey(calls: TrainingCall[], call: TrainingCall): string {
  const same = calls.filter(({ callee }) => callee === call.callee);
  return `${call.callee}#${same.indexOf(call)}`;
}
