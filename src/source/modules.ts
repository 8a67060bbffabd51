/** Which files a file imports, and whether TensorFlow.js is among what they give. */
import { dirname, join } from 'node:path';
import { importsOf, isTensorFlow } from './imports.js';
import { parseSource } from './syntax.js';
import type { Files } from './files.js';

const EXTENSIONS = ['.js', '.ts', '.mjs', '.cjs', '.mts', '.cts', '.jsx', '.tsx'];

/** Names a relative specifier may mean, in the order in which Node, TypeScript and bundlers try them. */
export function candidatesOf(from: string, specifier: string): string[] {
  const target = join(dirname(from), specifier);
  const typescript = target.replace(/\.(m|c)?js(x?)$/, '.$1ts$2');
  return [
    target,
    ...(typescript === target ? [] : [typescript]),
    ...EXTENSIONS.map((extension) => target + extension),
    ...EXTENSIONS.map((extension) => join(target, `index${extension}`)),
  ];
}

/** The file that a relative specifier means; null where it is a package or missing. */
export async function resolveImport(from: string, specifier: string, files: Files): Promise<string | null> {
  if (!/^\.{0,2}\//.test(specifier)) return null;
  for (const candidate of candidatesOf(from, specifier)) {
    if (/\.(m|c)?(j|t)sx?$/.test(candidate) && (await files.read(candidate)) !== null) return candidate;
  }
  return null;
}

/** Files that the text imports by relative specifiers. */
export async function importedFiles(file: string, text: string, files: Files): Promise<string[]> {
  const found = await Promise.all(importsOf(parseSource(text, file)).map((name) => resolveImport(file, name, files)));
  return found.filter((path) => path !== null);
}

/** Whether a module that the file imports, up to `depth` modules away, imports TensorFlow.js. */
export async function importsTensorFlow(file: string, text: string, files: Files, depth = 3): Promise<boolean> {
  const seen = new Set([file]);
  let level = [{ path: file, text }];
  for (let distance = 0; distance <= depth; distance++) {
    const next: typeof level = [];
    for (const module of level) {
      if (importsOf(parseSource(module.text, module.path)).some(isTensorFlow)) return true;
      for (const path of await importedFiles(module.path, module.text, files)) {
        if (seen.has(path)) continue;
        seen.add(path);
        next.push({ path, text: (await files.read(path)) ?? '' });
      }
    }
    level = next;
  }
  return false;
}
