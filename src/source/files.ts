/** The files of a workspace as program finding needs them; tests give it a folder of words. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface Files {
  /** Text of a file; null where there is none. */
  read(path: string): Promise<string | null>;
  /** Source files under a folder, without packages and build output. */
  list(folder: string): Promise<string[]>;
}

const SKIPPED = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'bower_components']);
/** A folder with more is not searched further: the quick pick would not help either. */
const MOST_FILES = 3000;
/** No one writes a larger program by hand. */
const LARGEST = 1024 * 1024;

export const diskFiles: Files = {
  async read(path) {
    try {
      const text = await readFile(path, 'utf8');
      return text.length > LARGEST ? null : text;
    } catch {
      return null;
    }
  },
  async list(folder) {
    const found: string[] = [];
    const folders = [folder];
    for (let next = folders.shift(); next && found.length < MOST_FILES; next = folders.shift()) {
      const entries = await readdir(next, { withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        if (entry.isDirectory()) {
          if (!entry.name.startsWith('.') && !SKIPPED.has(entry.name)) folders.push(join(next, entry.name));
        } else if (/\.(m|c)?(j|t)sx?$/.test(entry.name) && !/\.d\.(m|c)?ts$/.test(entry.name)) {
          found.push(join(next, entry.name));
        }
      }
    }
    return found;
  },
};
