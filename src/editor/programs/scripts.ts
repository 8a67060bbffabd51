/** What the scripts of a package.json run. */
import { join } from 'node:path';

export interface PackageScript {
  name: string;
  command: string;
  /** Words of the command that name source files, as written. */
  files: string[];
  /** `node FILE` and no more: running the file is the same. */
  plain: boolean;
}

export interface PackageFile {
  main: string | null;
  scripts: PackageScript[];
}

/** Null where the text is no package.json that can be read. */
export function parsePackage(text: string): PackageFile | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { main, scripts } = parsed as { main?: unknown; scripts?: unknown };
  const entries = typeof scripts === 'object' && scripts !== null ? Object.entries(scripts) : [];
  return {
    main: typeof main === 'string' ? main : null,
    scripts: entries.flatMap(([name, command]) => (typeof command === 'string' ? [parseScript(name, command)] : [])),
  };
}

const RUNNERS =
  /(^|[\s/\\])(node|nodejs|babel-node|ts-node|ts-node-esm|tsx|vite-node|esno|esr|nodemon|npx)(\.cmd|\.exe)?(\s|$)/;

function parseScript(name: string, command: string): PackageScript {
  const words = command.match(/"[^"]*"|'[^']*'|\S+/g)?.map((word) => word.replace(/^["']|["']$/g, '')) ?? [];
  const runs = RUNNERS.test(command);
  const files = runs ? words.slice(1).filter((word) => !word.startsWith('-') && isFile(word)) : [];
  return { name, command, files, plain: words.length === 2 && words[0] === 'node' };
}

/** `node .` and `node src` run a folder's index. */
const isFile = (word: string) =>
  /^[\w@./\\-]+$/.test(word) && (/\.(m|c)?(j|t)sx?$/.test(word) || /^\.{1,2}([/\\]|$)|[/\\]/.test(word));

/** Paths that a word of a script may mean, seen from the package's folder. */
export function scriptTargets(folder: string, word: string): string[] {
  const target = join(folder, word);
  if (/\.(m|c)?(j|t)sx?$/.test(word)) return [target];
  return ['.js', '.ts', '.mjs', '.cjs', '/index.js', '/index.ts'].map((ending) => target + ending);
}
