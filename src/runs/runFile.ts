/**
 * `run.json`: read and replaced as a whole, so that a reader never sees half of one. A reserve on the disk is kept beside
 * it while the run goes on: where the disk is full, it is given up, so that the end of the run can still be told.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_SCHEMA, type RunInfo } from '../protocol/run.js';
import { runDamaged, runMissing, runTooNew } from './errors.js';

export const RUN_FILE = 'run.json';
const RESERVE_FILE = 'reserve';
/** Room for run.json with the texts of a program's files. */
const RESERVE_BYTES = 128 << 10;

/** @throws CodedError where there is no run, or a damaged one, or one of a newer schema. */
export function readRunFile(runDirectory: string): RunInfo {
  const file = join(runDirectory, RUN_FILE);
  if (!existsSync(file)) throw runMissing(runDirectory);
  const info = parse(readFileSync(file, 'utf8'));
  if (typeof info?.schema !== 'number' || typeof info.program?.file !== 'string') throw runDamaged(runDirectory);
  if (info.schema > RUN_SCHEMA) throw runTooNew(runDirectory, info.schema);
  return info as RunInfo;
}

/** @throws where the disk refuses even after the reserve was given up. */
export function writeRunFile(runDirectory: string, info: RunInfo): void {
  try {
    replace(runDirectory, info);
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    dropReserve(runDirectory);
    replace(runDirectory, info);
  }
  if (info.outcome) dropReserve(runDirectory);
}

/** Takes the reserve; a disk that has no room for it has none for a run either, and says so when it is written. */
export function keepReserve(runDirectory: string): void {
  try {
    writeFileSync(join(runDirectory, RESERVE_FILE), Buffer.alloc(RESERVE_BYTES, 1));
  } catch {
    dropReserve(runDirectory);
  }
}

/** Whether an error says that the disk, or the user's share of it, is full. */
export function isDiskFull(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT';
}

function dropReserve(runDirectory: string): void {
  rmSync(join(runDirectory, RESERVE_FILE), { force: true });
}

function parse(text: string): Partial<RunInfo> | null {
  try {
    return JSON.parse(text) as Partial<RunInfo> | null;
  } catch {
    return null;
  }
}

function replace(runDirectory: string, info: RunInfo): void {
  const whole = join(runDirectory, RUN_FILE);
  writeFileSync(`${whole}.new`, JSON.stringify(info, null, 2));
  renameSync(`${whole}.new`, whole);
}
