/** The runs of a folder, and the way to remove one. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { RunInfo } from '../protocol/run.js';
import { runMissing } from './errors.js';
import { readRunFile, RUN_FILE } from './runFile.js';

export interface ListedRun {
  runDirectory: string;
  /** Null: run.json cannot be read. */
  info: RunInfo | null;
}

/** Runs below `folder/.gradlens/runs`, newest first: their names begin with the time. */
export function listRuns(folder: string): ListedRun[] {
  const runs = join(folder, '.gradlens', 'runs');
  if (!existsSync(runs)) return [];
  const names = readdirSync(runs).filter((name) => existsSync(join(runs, name, RUN_FILE)));
  return names
    .sort()
    .reverse()
    .map((name) => ({ runDirectory: join(runs, name), info: readInfo(join(runs, name)) }));
}

/** Removes a run's folder. @throws RunError where the folder is no run. */
export function deleteRun(runDirectory: string): void {
  const isRun = existsSync(join(runDirectory, RUN_FILE)) && basename(dirname(runDirectory)) === 'runs';
  if (!isRun) throw runMissing(runDirectory);
  rmSync(runDirectory, { recursive: true, force: true });
}

function readInfo(runDirectory: string): RunInfo | null {
  try {
    return readRunFile(runDirectory);
  } catch {
    return null;
  }
}
