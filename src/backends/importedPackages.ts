/**
 * The packages of TensorFlow.js that a program imports, itself or through files of its own, read from the text: the
 * choice of the backend falls before the program runs. Names only count as whole string literals of an import,
 * `require` or `import()`; a package chosen by a flag therefore counts as imported.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"`])([^'"`\n]+)\1/g;
const ENDINGS = ['', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.jsx', '.tsx', '/index.js', '/index.ts'];
/** Enough for any program; keeps a generated tree from delaying the start. */
const MOST_FILES = 500;

export function importedPackages(programFile: string): string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const waiting = [path.resolve(programFile)];
  while (waiting.length > 0 && seen.size < MOST_FILES) {
    const file = waiting.pop()!;
    if (seen.has(file)) continue;
    seen.add(file);
    for (const specifier of specifiers(file)) {
      if (/^\.{1,2}\//.test(specifier)) {
        const next = resolveRelative(file, specifier);
        if (next) waiting.push(next);
      } else if (specifier.startsWith('@tensorflow/')) {
        packages.add(specifier.split('/').slice(0, 2).join('/'));
      }
    }
  }
  return [...packages].sort();
}

function specifiers(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  // A line comment that starts a line often holds the other choice of backend.
  const code = text.replace(/^\s*\/\/.*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '');
  return [...code.matchAll(SPECIFIER)].map((match) => match[2]!);
}

function resolveRelative(from: string, specifier: string): string | null {
  const base = path.resolve(path.dirname(from), specifier);
  // TypeScript sources import the .js file that they compile to.
  const candidates = [...ENDINGS.map((ending) => base + ending), base.replace(/\.([cm]?)js$/, '.$1ts')];
  return candidates.find((file) => existsSync(file) && statSync(file).isFile()) ?? null;
}
