/** Runs on disk, as the tree lists them: `run.json` and no more is read. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunInfo } from '../protocol/run.js';
import { outcomeState } from '../runs/outcomeState.js';

export interface ListedRun {
  directory: string;
  /** Null where run.json cannot be read. */
  info: RunInfo | null;
}

/** Newest first; a run whose run.json is damaged is listed all the same. */
export async function listRuns(runFiles: string[]): Promise<ListedRun[]> {
  const runs = await Promise.all(
    runFiles.map(async (file): Promise<ListedRun> => ({ directory: dirname(file), info: await readInfo(file) })),
  );
  return runs.sort((a, b) => startOf(b) - startOf(a) || (a.directory < b.directory ? 1 : -1));
}

/** The run.json files of a run and of those that lie beside it. */
export async function siblingRuns(directory: string): Promise<string[]> {
  const folder = dirname(directory);
  const names = await readdir(folder).catch(() => []);
  const files = names.map((name) => join(folder, name, 'run.json'));
  return files.filter((file) => existsSync(file));
}

export async function readRunInfo(directory: string): Promise<RunInfo | null> {
  return readInfo(join(directory, 'run.json'));
}

async function readInfo(file: string): Promise<RunInfo | null> {
  try {
    const parsed = JSON.parse(await readFile(file, 'utf8')) as RunInfo;
    return typeof parsed.program?.file === 'string' && typeof parsed.startedAt === 'number' ? parsed : null;
  } catch {
    return null;
  }
}

const startOf = ({ info }: ListedRun) => info?.startedAt ?? 0;

export type ListedState = 'running' | 'ended' | 'stopped' | 'failed' | 'damaged';

/** A run without an outcome whose trainer is gone was cut off: what it recorded is still whole. */
export function listedState({ info }: ListedRun, isAlive: (pid: number) => boolean): ListedState {
  if (!info) return 'damaged';
  if (!info.outcome) return info.control && isAlive(info.control.pid) ? 'running' : 'failed';
  return outcomeState(info.outcome);
}
