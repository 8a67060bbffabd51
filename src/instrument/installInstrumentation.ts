/**
 * The hooks into TensorFlow.js. Installed before the program loads it: every copy of tfjs-core in a process shares the
 * engine in `globalThis._tfengine`, so catching that global catches CommonJS, ES modules, TypeScript and bundles.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { StatisticsReader } from '../probes/statistics/reader.js';
import type { VariableInfo } from '../protocol/records.js';
import { METRIC_HOOK, TERM_HOOK, type MetricHook, type TermHook } from '../protocol/library.js';
import { assignmentSteps } from './assignmentSteps.js';
import { callSiteReader } from './callSite.js';
import { detachedCopy, onEngine, type Engine } from './engine.js';
import { hookEngine } from './engineHooks.js';
import { gradientSteps, type GradientSteps } from './gradientSteps.js';
import type { GradientObserver } from './gradientObserver.js';
import { faultGuard } from './guard.js';
import { insideGradients } from './insideGradients.js';
import { lineage } from './lineage.js';
import { modelWatch } from './models.js';
import { moduleWatch } from './modules.js';
import { optimizerWatch } from './optimizers.js';
import { opLineReader } from './opLine.js';
import { origins, type LayerObject } from './origins.js';
import { ownForward, type OwnForward } from './ownForward.js';
import { ownTime } from './ownTime.js';
import type { StepSink } from './sink.js';
import { stepRecorder } from './stepRecorder.js';
import { tensorSteps } from './tensorSteps.js';
import { trainingBook } from './training.js';

export interface InstrumentationOptions {
  sink: StepSink;
  /** Asked at each step: the reader that fits the backend in use. */
  reader(): StatisticsReader;
  /** Whether a path (not a URL) is source of the user, and not a package, Node or Gradlens. */
  isUserFile(file: string): boolean;
  /** Milliseconds since the run started. */
  now(): number;
  /** Who looks inside the gradient calls of trainings. */
  observer?: GradientObserver;
  /** A fault of ours: nothing is watched any more, and the program runs on. */
  onFault?(error: unknown): void;
}

export interface Instrumentation {
  /**
   * To be called with the namespace of each TensorFlow.js module as it is loaded (`@tensorflow/tfjs`, tfjs-core,
   * tfjs-layers, tfjs-node, …): optimizers, layers and models are hooked through it. Others are ignored.
   */
  onModule(namespace: unknown): void;
  /** Milliseconds that all of this took on the program's thread, pauses included. */
  ownTime(): number;
  /** What is known of a Variable: its layer, the line that made it, and whether anything was assigned to it since. */
  describe(variable: Variable): VariableInfo & { assigned: boolean; applied: { file: string; line: number }[] };
  /** Closes what a step still waits for; called when the process exits. */
  finish(): void;
}

export function installInstrumentation(options: InstrumentationOptions): Instrumentation {
  const { sink } = options;
  const book = trainingBook(sink);
  const time = ownTime();
  const recorder = stepRecorder(options, time, book);
  const made = origins();
  const read = (tensor: Tensor) => recorder.scalar(tensor);
  const guard = faultGuard((error) => options.onFault?.(error), time);
  const sites = callSiteReader((file) => options.isUserFile(file));
  const readSite = Object.assign(guard(sites, null), {
    direct: guard(sites.direct, null),
    around: sites.around,
    inside: sites.inside,
    within: sites.within,
  });
  const descent = lineage();
  let own: OwnForward | null = null;
  const assignment = assignmentSteps(descent, recorder, book, made, readSite, () => own);
  let gradient: GradientSteps | null = null;
  const inside = insideGradients();

  const applying = guard((...given: Parameters<GradientSteps['applying']>) => gradient?.applying(...given), undefined);
  const optimizers = optimizerWatch({
    applying,
    // Inside of fit the user's line is known.
    around: guard((hook: Parameters<typeof sites.around>[0]) => (models.current() ? null : sites.around(hook)), null),
  });
  const models = modelWatch({
    ...{ readSite, read },
    metric: guard((training, payload) => {
      sink.metric(training?.id ?? -1, training?.step ?? 0, payload);
    }, undefined),
    announce: (training) => {
      book.announce(training);
    },
    watchOptimizer: (optimizer) => {
      optimizers.watch(optimizer);
    },
  });
  const calling: LayerObject[] = [];
  const modules = moduleWatch({ optimizers, models, layers: { readSite, read, origins: made, calling } });

  onEngine((engine: Engine) => {
    const copy = (tensor: Tensor) => detachedCopy(engine, tensor);
    const tensor = tensorSteps(descent, recorder, book, copy);
    gradient = gradientSteps(engine, recorder, book, made, optimizers);
    const opLine = opLineReader(readSite, made, calling);
    own = ownForward({
      ...{ engine, observer: options.observer ?? null, measuring: recorder.measuring },
      // There is no function around it: the outermost line would be the program's loop.
      line: () => {
        const at = opLine('');
        return at && { ...at, caller: null };
      },
    });
    hookEngine(engine, {
      ...{ gradient, tensor, assignment, lineage: descent, origins: made, readSite, guard },
      observer: options.observer ?? null,
      inside,
      ...{ opLine, own },
      measuring: recorder.measuring,
      currentFit: () => models.current(),
      minimizing: () => optimizers.minimizing,
      busy: () => recorder.busy(),
      poll: (kernel) => {
        sink.poll(kernel);
      },
    });
  });

  const metric: MetricHook = guard((name, value) => {
    const training = book.latest;
    const validation = name.startsWith('val_');
    sink.metric(training?.id ?? -1, training?.step ?? 0, {
      ...{ name: validation ? name.slice(4) : name, split: validation ? 'validation' : 'train' },
      ...{ value, epoch: training?.epoch ?? null, scope: 'batch' },
    });
  }, undefined);
  Object.defineProperty(globalThis, METRIC_HOOK, { value: metric, configurable: true, enumerable: false });

  const term: TermHook = guard((name, tensor, form) => {
    (inside.recording ?? own?.recording)?.named(tensor as Tensor, name, form ?? null);
  }, undefined);
  Object.defineProperty(globalThis, TERM_HOOK, { value: term, configurable: true, enumerable: false });

  const finish = guard(() => {
    gradient?.finish();
    assignment.finish();
  }, undefined);
  const describe = (variable: Variable) => ({
    ...made.info(variable),
    assigned: made.wasAssigned(variable),
    applied: made.applications(variable).map(({ file, line }) => ({ file, line })),
  });
  return { onModule: guard(modules.onModule, undefined), ownTime: time.total, finish, describe };
}
