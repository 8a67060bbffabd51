/** Which problems stand where: findings of a run on the lines of its files as they are now. */
import type { Followed, ShownFinding } from '../../protocol/inspector.js';
import { mapLines, type LineMap } from '../lineNotes/lineMap.js';
import type { FindingsShown } from './shownFindings.js';

export interface Problem {
  file: string;
  /** From 0; from the first character that is no space to the end of the line. Of the whole file: nothing at its start. */
  range: { line: number; start: number; end: number };
  /** The line of the file as it ran, from 1; null: it is about the whole file. */
  ran: number | null;
  finding: ShownFinding;
  /** What followed from it, where that stands. */
  related: { file: string; line: number; message: string }[];
}

/** Lines of a file as it is now; null: there is no such file. */
export type LinesNow = (file: string) => readonly string[] | null;

export const LINE_END = /\r\n|\n|\r/;

/**
 * A finding whose line was changed since it ran, or is gone, is no problem any more until it is found again. One without a line
 * stands at the start of its file, one without a file, or of a file that is none (code run by eval), at the start of the program.
 */
export function problemsOf(shown: FindingsShown, linesNow: LinesNow): Problem[] {
  const maps = new Map<string, LineMap | null>();
  const mapOf = (file: string, now: readonly string[]) => {
    if (!maps.has(file)) {
      const ran = shown.sources.find((source) => source.file === file);
      maps.set(file, ran ? mapLines(ran.text.split(LINE_END), now) : null);
    }
    return maps.get(file)!;
  };
  const place = (file: string, line: number): number | null => {
    const now = linesNow(file);
    if (!now) return null;
    const map = mapOf(file, now);
    const at = map ? (map.isChanged(line) ? null : map.lineNow(line)) : line;
    return at !== null && at <= now.length ? at - 1 : null;
  };
  const related = ({ file, line, message, step }: Followed) => {
    const at = file !== null && line !== null ? place(file, line) : null;
    return at === null ? [] : [{ file: file!, line: at, message: step > 0 ? `${message} (step ${step})` : message }];
  };
  return shown.findings.flatMap((finding): Problem[] => {
    const found = { finding, related: finding.followed.flatMap(related) };
    const now = finding.file === null ? null : linesNow(finding.file);
    const file = now ? finding.file! : shown.program;
    if (!now || finding.line === null) {
      return linesNow(file) ? [{ ...found, file, range: { line: 0, start: 0, end: 0 }, ran: null }] : [];
    }
    const line = place(file, finding.line);
    if (line === null) return [];
    const text = now[line]!;
    const range = { line, start: text.length - text.trimStart().length, end: text.trimEnd().length };
    return [{ ...found, file, range, ran: finding.line }];
  });
}
