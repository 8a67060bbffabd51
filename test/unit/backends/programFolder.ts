import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder with the given files (path: text), removed after the test. */
export function programFolder(files: Record<string, string>): { file(name: string): string; remove(): void } {
  const root = mkdtempSync(path.join(tmpdir(), 'gradlens-'));
  const file = (name: string) => path.join(root, name);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(file(name)), { recursive: true });
    writeFileSync(file(name), text);
  }
  return { file, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Files of an installed package, under the program's node_modules. */
export function installed(name: string, version: string, more: Record<string, string> = {}): Record<string, string> {
  const root = `node_modules/@tensorflow/${name}`;
  return {
    [`${root}/package.json`]: JSON.stringify({ name: `@tensorflow/${name}`, version, main: 'dist/index.js' }),
    [`${root}/dist/index.js`]: '',
    ...Object.fromEntries(Object.entries(more).map(([file, text]) => [`${root}/${file}`, text])),
  };
}
