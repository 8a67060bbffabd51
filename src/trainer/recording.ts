/** The run on disk as the trainer writes it: records, and `run.json` where more is known of the run. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { BackendInfo, RunOutcome } from '../protocol/run.js';
import type { TrainerSettings } from '../protocol/settings.js';
import { keepReserve, readRunFile, writeRunFile } from '../runs/runFile.js';
import { openRunWriter } from '../runs/runWriter.js';
import type { RecordWriter } from './recorder.js';

export interface Recording extends RecordWriter {
  /** Why nothing is recorded any more; null: it is. */
  stopped: string | null;
  setBackend(backend: BackendInfo): void;
  /** Keeps the text of a file on which a line is shown. */
  addSource(file: string | null): void;
  end(outcome: RunOutcome): void;
}

export function openRecording(settings: TrainerSettings): Recording {
  const info = readRunFile(settings.runDirectory);
  info.versions.node = process.version;
  info.platform = `${process.platform} ${process.arch}`;
  keepReserve(settings.runDirectory);
  const writer = openRunWriter(settings.runDirectory, settings.sizeLimit);
  const save = () => {
    try {
      writeRunFile(settings.runDirectory, info);
    } catch {
      // The disk refuses: the records say so themselves, and the session completes run.json as far as it can.
    }
  };
  const recording: Recording = {
    stopped: null,
    append: (kind, training, step, payload) => writer.append(kind, training, step, payload),
    setBackend(backend) {
      info.backend = backend;
      info.versions.tfjs = backend.tfjs.version;
      save();
    },
    addSource(path) {
      if (path === null || info.sources.some((source) => source.file === path)) return;
      try {
        const text = readFileSync(path, 'utf8');
        info.sources.push({ file: path, sha256: createHash('sha256').update(text).digest('hex'), text });
        save();
      } catch {
        // A file that was only in memory or is gone has no text to keep.
      }
    },
    end(outcome) {
      try {
        recording.append('end', -1, 0, { stopped: outcome.stopped, time: Date.now() - settings.startedAt });
      } catch (error) {
        recording.stopped ??= (error as Error).message;
      }
      writer.close();
      if (writer.thinned.length > 0) info.thinned = writer.thinned;
      info.outcome = { ...outcome, recordingStopped: recording.stopped };
      info.endedAt = Date.now();
      info.control = null;
      save();
    },
  };
  return recording;
}
