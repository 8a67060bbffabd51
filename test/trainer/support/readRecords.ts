/** All whole records of a run, in the order in which they were written. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface AnyRecord {
  kind: string;
  training: number;
  step: number;
  sequence: number;
  payload: Record<string, unknown>;
}

export function readRecords(runDirectory: string): AnyRecord[] {
  const file = join(runDirectory, 'main.rec');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.flatMap((line) => {
    try {
      const [kind, training, step, sequence, payload] = JSON.parse(line) as [string, number, number, number, object];
      return [{ kind, training, step, sequence, payload: payload as Record<string, unknown> }];
    } catch {
      return [];
    }
  });
}
