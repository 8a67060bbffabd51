/** The runs on disk: where they lie, what each is about, and the way to remove one. Of each, only `run.json` is read. */
import { existsSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RunInfo } from '../protocol/run.js';
import { runMissing } from './errors.js';
import { RUN_FILE } from './runFile.js';

export interface ListedRun {
  directory: string;
  /** Null: run.json cannot be read. */
  info: RunInfo | null;
}

export const isRun = (directory: string): boolean => existsSync(join(directory, RUN_FILE));

/** Where a project keeps its runs. */
export const runsFolder = (project: string): string => join(project, '.gradlens', 'runs');

/** The runs that lie in a folder, newest first; none where there is no such folder. */
export async function listRuns(folder: string): Promise<ListedRun[]> {
  const names = await readdir(folder).catch(() => []);
  return describeRuns(names.map((name) => join(folder, name)).filter(isRun));
}

/** The runs of these folders, newest first; those that cannot be read come last. */
export async function describeRuns(directories: string[]): Promise<ListedRun[]> {
  const runs = await Promise.all(
    directories.map(async (directory): Promise<ListedRun> => ({ directory, info: await readInfo(directory) })),
  );
  return runs.sort((a, b) => startOf(b) - startOf(a) || (a.directory < b.directory ? 1 : -1));
}

/** Removes a run's folder. @throws CodedError `run-missing` where the folder is no run. */
export function deleteRun(directory: string): void {
  if (!isRun(directory) || basename(dirname(directory)) !== 'runs') throw runMissing(directory);
  rmSync(directory, { recursive: true, force: true });
}

async function readInfo(directory: string): Promise<RunInfo | null> {
  try {
    const info = JSON.parse(await readFile(join(directory, RUN_FILE), 'utf8')) as Partial<RunInfo>;
    return typeof info.program?.file === 'string' && typeof info.startedAt === 'number' ? (info as RunInfo) : null;
  } catch {
    return null;
  }
}

const startOf = ({ info }: ListedRun) => info?.startedAt ?? 0;
