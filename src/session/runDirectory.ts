/** Where a run lies: `.gradlens/runs/<id>/` beside the nearest package.json above the program. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { runFolderNotWritable } from './errors.js';

/** Folder of the nearest package.json above a file; the file's own folder where there is none. */
export function projectFolder(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return dirname(file);
  }
}

/** Sorts by time, to the millisecond; two windows that start in the same one differ. */
export function runId(startedAt: number): string {
  const time = new Date(startedAt)
    .toISOString()
    .replace(/[-:.Z]/g, '')
    .replace('T', '-');
  return `${time}-${randomBytes(3).toString('hex')}`;
}

/** @throws CodedError `run-folder-not-writable` */
export function makeRunDirectory(file: string, asked: string | null, startedAt: number): string {
  return asked === null ? makeOwnFolder(file, 'runs', runId(startedAt)) : makeFolder(asked);
}

/**
 * A folder under `.gradlens/` beside the program's package.json, which keeps all of it out of version control.
 * @throws CodedError `run-folder-not-writable`
 */
export function makeOwnFolder(file: string, ...names: string[]): string {
  const home = join(projectFolder(file), '.gradlens');
  return makeFolder(join(home, ...names), join(home, '.gitignore'));
}

function makeFolder(folder: string, ignore: string | null = null): string {
  try {
    mkdirSync(folder, { recursive: true });
    if (ignore !== null && !existsSync(ignore)) writeFileSync(ignore, '*\n');
  } catch (error) {
    throw runFolderNotWritable(folder, (error as NodeJS.ErrnoException).code ?? basename(folder));
  }
  return folder;
}
