/** `run.json`: read and replaced as a whole, so that a reader never sees half of one. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunInfo } from '../protocol/run.js';

export const RUN_FILE = 'run.json';

export function readRunFile(runDirectory: string): RunInfo {
  return JSON.parse(readFileSync(join(runDirectory, RUN_FILE), 'utf8')) as RunInfo;
}

export function writeRunFile(runDirectory: string, info: RunInfo): void {
  const whole = join(runDirectory, RUN_FILE);
  writeFileSync(`${whole}.new`, JSON.stringify(info, null, 2));
  renameSync(`${whole}.new`, whole);
}
