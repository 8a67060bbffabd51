/** The source map that a compiled file names at its end: Node looks at it only where it is told to. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';

const known = new Map<string, SourceMap | null>();
/** Larger files are whole bundles, and take longer to read than they tell. */
const LARGEST = 16 << 20;
const COMMENT = '//# sourceMappingURL=';

/** Null where the file names none, it cannot be read, or a source that it is of is not there. */
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
    return sources.every((source) => existsSync(source))
      ? new SourceMap({ ...payload, sourceRoot: '', sources })
      : null;
  } catch {
    return null;
  }
}

function readSmall(path: string): string {
  return statSync(path).size > LARGEST ? '' : readFileSync(path, 'utf8');
}
