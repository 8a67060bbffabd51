/**
 * A job of `gradlens tune`: the user's program with another number in place of a λ, on the backend and kernels of a watched run, without
 * probes, threads or a run of its own. Writes one JSON result when the process ends.
 */
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../../curvature/random.js';
import type { TuneJobResult, TuneJobSettings } from '../../protocol/tune.js';
import { CodedError } from '../../protocol/told.js';
import { installModuleRules } from '../modules/installModuleRules.js';
import { startWorkspaceRunner } from '../modules/workspaceRunner.js';
import { removePreload } from '../ownTraces.js';
import { startTensorflow, type Tensorflow } from '../tensorflow.js';
import { TUNE_VARIABLE } from '../../protocol/tune.js';
import { reported } from './reported.js';
import { tunedModels } from './tunedModels.js';

export async function startTuneJob(settings: TuneJobSettings, preload: string): Promise<void> {
  const { program, lambda, metric, seed } = settings;
  removePreload(TUNE_VARIABLE, preload);
  const distribution = dirname(dirname(fileURLToPath(import.meta.url)));
  const values = reported();
  let problem: CodedError | null = null;
  let tensorflow: Tensorflow | null = null;
  const models = tunedModels({ settings, core: () => tensorflow!.core, reported: values });
  const begun = performance.now();
  const keep = (error: unknown) => {
    if (error instanceof CodedError) problem ??= error;
  };
  process.on('uncaughtExceptionMonitor', keep);
  process.on('exit', () => {
    const validation = values.validation(metric ?? 'loss') ?? null;
    const training = values.training(metric ?? 'loss') ?? null;
    const result: TuneJobResult = {
      validation: finite(validation),
      training: finite(training),
      notFinite: validation !== null && !Number.isFinite(validation),
      ...models.seen,
      reported: values.names(),
      problem: problem && told(problem),
      milliseconds: performance.now() - begun,
    };
    writeFileSync(settings.result, JSON.stringify(result));
  });
  try {
    tensorflow = await startTensorflow({ program, tensorflow: 'auto', backend: null }, distribution, {
      onLoaded: (namespace) => onModule(namespace, models.watchModels),
      onStarting: () => undefined,
    });
  } catch (error) {
    keep(error);
    throw error;
  }
  const runner = await startWorkspaceRunner(program.file);
  installModuleRules({
    redirect: tensorflow.redirect,
    coreFile: tensorflow.coreFile,
    distribution,
    typescriptIsHandled: runner !== null || 'typescript' in process.features,
    requireIsHooked: false,
    replaced: lambda,
  });
  // The same draws for every value of λ: what differs between two of them is λ alone.
  const random = createRandom(seed);
  Object.defineProperty(Math, 'random', { value: () => random.uniform(), configurable: true, writable: true });
}

const watched = new WeakSet();
type Models = ReturnType<typeof tunedModels>;

function onModule(namespace: unknown, watch: Models['watchModels']): void {
  const { LayersModel } = namespace as { LayersModel?: { prototype: Parameters<Models['watchModels']>[0] } };
  if (!LayersModel || watched.has(LayersModel.prototype)) return;
  watched.add(LayersModel.prototype);
  watch(LayersModel.prototype);
}

const finite = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);

const told = ({ code, message, sentence, values }: CodedError) => ({ code, message, sentence, values: [...values] });
