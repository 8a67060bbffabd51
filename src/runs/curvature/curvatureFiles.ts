/** Record files beside `main.rec`: one a thread or process that measures the recorded loss. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { holdsCurvature } from '../recordFiles.js';
import { openRecordStream, type RecordStream, type TakeRecord } from '../recordStream.js';

export interface CurvatureFiles {
  /** Whether a measurement that was read over could not be read. */
  readonly damaged: boolean;
  /** Reads what is new in all of them; answers whether anything was. */
  read(take: (file: string, ...record: Parameters<TakeRecord>) => void): boolean;
}

export function openCurvatureFiles(runDirectory: string): CurvatureFiles {
  const streams = new Map<string, RecordStream>();
  return {
    get damaged() {
      return [...streams.values()].some(({ damage }) => damage.length > 0);
    },
    read(take) {
      let grown = false;
      for (const name of readdirSync(runDirectory)) {
        if (!holdsCurvature(name)) continue;
        const stream = streams.get(name) ?? openRecordStream(join(runDirectory, name));
        streams.set(name, stream);
        if (stream.read((...record) => take(name, ...record))) grown = true;
      }
      return grown;
    },
  };
}
