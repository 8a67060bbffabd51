/** What a workspace of the tests has recorded, read from its files. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunInfo } from '../../../src/protocol/run.js';
import { openRun, type Run } from '../../../src/runs/openRun.js';
import { readRunFile } from '../../../src/runs/runFile.js';

export function runDirectories(folder: string): string[] {
  const runs = join(folder, '.gradlens/runs');
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .sort()
    .map((id) => join(runs, id));
}

const newest = (folder: string): string => {
  const directory = runDirectories(folder).at(-1);
  if (!directory) throw new Error('no run was recorded');
  return directory;
};

export const newestInfo = (folder: string): RunInfo => readRunFile(newest(folder));
export const newestRun = (folder: string): Run => openRun(newest(folder));
export const recordedSteps = (folder: string): number => newestRun(folder).head().trainings[0]?.steps ?? 0;
