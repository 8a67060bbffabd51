/** Which notes stand at the ends of a file's lines, and what they say. */
import { barLength, isNoteworthy, largestNorm } from '../../format/lineNote.js';
import { formatNumber } from '../../format/number.js';
import type { LineNorms } from '../../protocol/lines.js';
import type { Severity } from '../../protocol/records.js';

export interface Note {
  /** In the file as it ran, from 1. */
  line: number;
  /** At most NOTE_LENGTH characters. */
  text: string;
  /** Length of the bar, from 0 to 1; null: the note is of a finding. */
  bar: number | null;
  /** The gradient is NaN or infinite: its bar says no size. */
  isBroken: boolean;
  severity: Severity | null;
}

export interface PlacedFinding {
  rule: string;
  severity: Severity;
  step: number;
  file: string | null;
  line: number | null;
}

export const NOTE_LENGTH = 28;

export type Translate = (message: string, ...args: (string | number)[]) => string;

/** `findings`: worst first. `step`: the one that is shown; findings that began later are not known then. */
export function notesOf(
  file: string,
  norms: LineNorms | null,
  findings: readonly PlacedFinding[],
  step: number,
  t: Translate,
): Note[] {
  const notes = new Map<number, Note>();
  const all = norms?.lines ?? [];
  const largest = largestNorm(all.map(({ norm }) => norm));
  for (const { file: where, line, norm } of all) {
    if (where !== file || !isNoteworthy(norm, largest)) continue;
    const bar = barLength(norm, largest);
    notes.set(line, { line, text: gradientText(norm), bar, isBroken: !Number.isFinite(norm), severity: null });
  }
  const known = findings.filter((finding) => finding.file === file && finding.line !== null && finding.step <= step);
  // The worst of a line stays.
  for (const { line, rule, severity, step: since } of known.reverse()) {
    notes.set(line!, { line: line!, text: findingText(rule, since, t), bar: null, isBroken: false, severity });
  }
  return [...notes.values()].sort((a, b) => a.line - b.line);
}

export const gradientText = (norm: number): string => `‖g‖ ${formatNumber(norm)}`;

/** The name of the rule in words, and since when where there is room for it. */
function findingText(rule: string, since: number, t: Translate): string {
  const words = rule.replaceAll('-', ' ');
  const whole = since > 0 ? t('{0}, step {1}', words, since) : words;
  if (whole.length <= NOTE_LENGTH) return whole;
  return words.length <= NOTE_LENGTH ? words : `${words.slice(0, NOTE_LENGTH - 1)}…`;
}
