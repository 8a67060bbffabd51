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
  const home = join(projectFolder(file), '.gradlens');
  const folder = asked ?? join(home, 'runs', runId(startedAt));
  try {
    mkdirSync(folder, { recursive: true });
    if (asked === null && !existsSync(join(home, '.gitignore'))) writeFileSync(join(home, '.gitignore'), '*\n');
  } catch (error) {
    throw runFolderNotWritable(folder, (error as NodeJS.ErrnoException).code ?? basename(folder));
  }
  return folder;
}
