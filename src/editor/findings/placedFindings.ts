/** Where findings stand in the files as they are now. */
import { rootFindings, type FindingsNow, type RecordedFinding } from '../../protocol/findings.js';
import { isIgnored } from '../../protocol/ignored.js';
import type { SourceFile } from '../../protocol/run.js';
import { mapLines, type LineMap } from '../lineNotes/lineMap.js';

export interface PlacedFinding {
  finding: RecordedFinding;
  file: string;
  /** Of the file as it is now, from 0; null: the finding is about the whole file. */
  line: number | null;
  /** What followed from it, and where. */
  consequences: { message: string; step: number; file: string; line: number | null }[];
}

const LINE_END = /\r\n|\n|\r/;

/**
 * A finding whose line was changed or taken out since it ran is dropped: it is about a text that is no more. `textNow`: null
 * where the file is gone.
 */
export function placeFindings(now: FindingsNow, textNow: (file: string) => string | null): PlacedFinding[] {
  const maps = new Map<string, LineMap | null>();
  const mapOf = (file: string) => {
    if (!maps.has(file)) maps.set(file, mapFile(now.sources, file, textNow));
    return maps.get(file)!;
  };
  /** Undefined: it is there no more. */
  const placeOf = ({ file, line }: RecordedFinding): { file: string; line: number | null } | undefined => {
    if (file === null) return { file: now.program.lineFile ?? now.program.file, line: null };
    if (textNow(file) === null) return undefined;
    if (line === null) return { file, line };
    const map = mapOf(file);
    // A file whose text was not kept: the line as it ran.
    if (!map) return { file, line: line - 1 };
    const at = map.lineNow(line);
    return at === null || map.isChanged(line) ? undefined : { file, line: at - 1 };
  };
  return rootFindings(now.findings).flatMap((finding) => {
    const place = placeOf(finding);
    if (!place) return [];
    // Said since it ran.
    if (place.line !== null && isIgnored(textNow(place.file), place.line + 1, finding.rule)) return [];
    const consequences = now.findings
      .filter(({ causedBy }) => causedBy === finding.id)
      .map((effect) => ({ message: effect.message, step: effect.step, ...(placeOf(effect) ?? place) }));
    return [{ finding, ...place, consequences }];
  });
}

function mapFile(
  sources: readonly SourceFile[],
  file: string,
  textNow: (file: string) => string | null,
): LineMap | null {
  const then = sources.find((source) => source.file === file)?.text;
  const now = textNow(file);
  return then === undefined || now === null ? null : mapLines(then.split(LINE_END), now.split(LINE_END));
}
