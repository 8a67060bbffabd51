/** Checkpoints as files of the run, written by the curvature thread and read by a replay; thinned to stay within a size. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { CheckpointPayload } from '../../protocol/measurements.js';
import type { CurvatureRecords } from './curvatureRecords.js';
import type { CheckpointContent } from './threadMessages.js';

export const checkpointName = (training: number, step: number): string => `checkpoint-${training}-${step}.bin`;

export interface CheckpointFiles {
  /** Writes one, and removes what must go for it. A disk that refuses leaves the run without it. */
  write(content: CheckpointContent, kept: CheckpointPayload['kept']): void;
  /** Removes those that the plan does not keep any more. */
  drop(training: number, steps: readonly number[]): void;
}

interface Kept {
  training: number;
  step: number;
  bytes: number;
  kept: CheckpointPayload['kept'];
}

export function checkpointFiles(runDirectory: string, records: CurvatureRecords): CheckpointFiles {
  const kept: Kept[] = [];
  const total = () => kept.reduce((sum, { bytes }) => sum + bytes, 0);

  function remove(entry: Kept): void {
    const { training, step } = entry;
    kept.splice(kept.indexOf(entry), 1);
    rmSync(join(runDirectory, checkpointName(training, step)), { force: true });
    records.append('checkpoint', training, step, { file: '', bytes: 0, kept: entry.kept });
  }

  /** Every second of those that are kept for their place in the run alone. */
  function halve(): boolean {
    const thinnable = kept.filter((entry) => entry.kept === 'interval');
    const [, ...rest] = thinnable;
    rest.filter((_, i) => i % 2 === 0).forEach(remove);
    return rest.length > 0;
  }

  return {
    write(content, why) {
      const { training, step } = content;
      const file = checkpointName(training, step);
      const bytes = serialize(content);
      if (bytes.length > records.checkpointLimit) return;
      while (total() + bytes.length > records.checkpointLimit && halve());
      if (total() + bytes.length > records.checkpointLimit) return;
      try {
        writeFileSync(join(runDirectory, file), bytes);
      } catch {
        return;
      }
      kept.push({ training, step, bytes: bytes.length, kept: why });
      records.append('checkpoint', training, step, { file, bytes: bytes.length, kept: why });
    },
    drop(training, steps) {
      for (const entry of kept.filter((each) => each.training === training && steps.includes(each.step))) remove(entry);
    },
  };
}

/** Null where there is none, or it cannot be read. */
export function readCheckpoint(runDirectory: string, training: number, step: number): CheckpointContent | null {
  try {
    return deserialize(readFileSync(join(runDirectory, checkpointName(training, step)))) as CheckpointContent;
  } catch {
    return null;
  }
}
