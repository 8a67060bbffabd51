/** Results of finished runs on disk, `.gradlens/tune/<id>/VALUE-FOLD-REPEAT.json`: a tuning that was ended goes on where it stood. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TuneJobResult } from '../protocol/tune.js';
import { makeOwnFolder } from '../session/runDirectory.js';

export interface JobKey {
  value: number;
  fold: number | null;
  repeat: number;
}

/** How a job ended. */
export interface StoredResult {
  result: TuneJobResult | null;
  /** Why it failed; null: it did not. */
  failed: string | null;
  milliseconds: number;
}

export interface ResultStore {
  folder: string;
  read(key: JobKey): StoredResult | null;
  write(key: JobKey, stored: StoredResult): void;
  /** Files of a job that runs. */
  files(key: JobKey): { result: string; log: string };
}

/** @param identity all that the results hang on, beside value, fold and repeat: another program has other results. */
export function openResultStore(programFile: string, identity: readonly unknown[]): ResultStore {
  const id = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
  const folder = makeOwnFolder(programFile, 'tune', id);
  const nameOf = ({ value, fold, repeat }: JobKey) => join(folder, `${value}-${fold ?? 'all'}-${repeat}`);
  return {
    folder,
    read(key) {
      try {
        return JSON.parse(readFileSync(`${nameOf(key)}.json`, 'utf8')) as StoredResult;
      } catch {
        return null;
      }
    },
    write(key, stored) {
      const file = `${nameOf(key)}.json`;
      // A torn file would be a result.
      writeFileSync(`${file}.part`, JSON.stringify(stored));
      renameSync(`${file}.part`, file);
    },
    files: (key) => ({ result: `${nameOf(key)}.result`, log: `${nameOf(key)}.log` }),
  };
}
