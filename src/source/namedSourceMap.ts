/** The source map that a compiled file names at its end: Node looks at it only where it is told to. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';

const known = new Map<string, SourceMap | null>();
/** Larger files are whole bundles, and take longer to read than they tell. */
const LARGEST = 16 << 20;
const COMMENT = '//# sourceMappingURL=';

/**
 * Null where the file names none, it cannot be read, a source that it is of is not there, or the map holds another text of it: then its
 * lines are those of an older source.
 */
export function namedSourceMap(file: string): SourceMap | null {
  let map = known.get(file);
  if (map === undefined) known.set(file, (map = readMap(file)));
  return map;
}

function readMap(file: string): SourceMap | null {
  try {
    const text = readSmall(file);
    const at = text.lastIndexOf(COMMENT);
    const name = at < 0 ? '' : text.slice(at + COMMENT.length).trim();
    if (name === '' || /\s/.test(name)) return null;
    const inside = /^data:application\/json[^,]*;base64,(.*)$/.exec(name);
    const path = inside ? file : resolve(dirname(file), decodeURIComponent(name));
    const content = inside ? Buffer.from(inside[1]!, 'base64').toString('utf8') : readSmall(path);
    const payload = JSON.parse(content) as ConstructorParameters<typeof SourceMap>[0];
    const folder = resolve(dirname(path), payload.sourceRoot ?? '');
    const sources = payload.sources.map((source) => resolve(folder, source));
    const texts = (payload as { sourcesContent?: (string | null)[] }).sourcesContent;
    return sources.every((source, i) => existsSync(source) && isText(source, texts?.[i]))
      ? new SourceMap({ ...payload, sourceRoot: '', sources })
      : null;
  } catch {
    return null;
  }
}

/** Whether a file still has the text that the map was made of, where the map tells. */
const isText = (file: string, text: string | null | undefined) =>
  typeof text !== 'string' || sameLines(readFileSync(file, 'utf8'), text);

const sameLines = (a: string, b: string) => a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');

function readSmall(path: string): string {
  return statSync(path).size > LARGEST ? '' : readFileSync(path, 'utf8');
}

/** The lines of its source that one line of a compiled file comes from: the first to the last in one file; null: no map tells. */
export function sourceLines(file: string, line: number): { file: string; first: number; last: number } | null {
  const map = namedSourceMap(file);
  if (!map) return null;
  let found: { file: string; first: number; last: number } | null = null;
  const text = readFileSync(file, 'utf8').split('\n')[line - 1] ?? '';
  for (let column = 0; column < Math.min(text.length, LONGEST_LINE); column++) {
    const entry = map.findEntry(line - 1, column);
    // An entry of an earlier line holds up to here: nothing on this line comes from there.
    if (!('originalLine' in entry) || entry.generatedLine !== line - 1) continue;
    const at = entry.originalLine + 1;
    found ??= { file: entry.originalSource, first: at, last: at };
    if (entry.originalSource !== found.file) continue;
    found.first = Math.min(found.first, at);
    found.last = Math.max(found.last, at);
  }
  return found;
}

/** Columns that are looked at. */
const LONGEST_LINE = 4096;
