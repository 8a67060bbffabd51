/** Where a finding is told: on its line, or about a whole file where no line can be told. */
import type { FindingPayload } from '../protocol/records.js';

/** A line as long as this with as many statements was not written by hand: it is minified, and its number tells nothing. */
const LONG = 160;
const STATEMENTS = 4;
const isMinified = (text: string) => text.length > LONG && text.split(';').length >= STATEMENTS;

/**
 * About the program's file where no line of the user is known (all of it is in a package); about its own file where the line is one of
 * a minified file.
 */
export function placedFinding<F extends Pick<FindingPayload, 'file' | 'line'>>(
  finding: F,
  program: string,
  source: (file: string) => string | null,
): F {
  const { file, line } = finding;
  if (file === null) return { ...finding, file: program, line: null };
  if (line === null) return finding;
  const text = source(file)?.split('\n')[line - 1] ?? '';
  return isMinified(text) ? { ...finding, line: null } : finding;
}
