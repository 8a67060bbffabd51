/** Loads TensorFlow.js as the program will find it, on the rung of the ladder that fits. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TensorflowCore } from '../tensorflow/core.js';
import { importedPackages } from '../backends/importedPackages.js';
import { loadBackend, type LoadedBackend } from '../backends/loadBackend.js';
import { resolveTensorflow } from '../backends/resolveTensorflow.js';
import { createStatisticsReader } from '../probes/statistics/createReader.js';
import type { StatisticsReader } from '../probes/statistics/reader.js';
import type { BackendInfo } from '../protocol/run.js';
import type { TrainerSettings } from '../protocol/settings.js';

export interface Tensorflow {
  /** As it is now: the program may choose another. */
  backend(): BackendInfo;
  /** What `require` and `import` of these packages must give instead. */
  redirect: Record<string, string>;
  /** File of the program's own tfjs-core (CommonJS). */
  coreFile: string;
  reader: StatisticsReader;
  /** The program's own tfjs-core. */
  core: TensorflowCore;
}

export interface TensorflowEvents {
  onLoaded(namespace: unknown): void;
  onStarting(): void;
}

/** @throws CodedError where what was asked for cannot be had. */
export async function startTensorflow(
  settings: Pick<TrainerSettings, 'tensorflow' | 'backend'> & { program: { file: string } },
  distribution: string,
  events: TensorflowEvents,
): Promise<Tensorflow> {
  const { file } = settings.program;
  const assets = join(distribution, 'tfjs');
  const imported = importedPackages(file);
  const choice = resolveTensorflow({ programFile: file, assets, prefer: settings.tensorflow, imported });
  const load = createRequire(file);
  for (const entry of choice.entries) events.onLoaded(load(entry));
  events.onStarting();
  const before = keepListeners();
  const loaded: LoadedBackend = await loadBackend({
    tensorflow: choice,
    programFile: file,
    assets,
    imported,
    choice: settings.backend ?? 'auto',
  });
  before.restore();
  const reader = createStatisticsReader(assets);
  return { backend: loaded.current, redirect: choice.redirect, coreFile: choice.core, reader, core: loaded.core };
}

/**
 * Emscripten's glue, which starts wasm, listens to uncaught exceptions and rejections and throws them again: that would
 * change the program's exit code and what Node prints.
 */
function keepListeners(): { restore(): void } {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const kept = new Map(events.map((event) => [event, process.listeners(event as 'exit')]));
  return {
    restore() {
      for (const [event, listeners] of kept) {
        for (const listener of process.listeners(event as 'exit')) {
          if (!listeners.includes(listener)) process.off(event, listener);
        }
      }
    },
  };
}
