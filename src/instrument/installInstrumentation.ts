/**
 * The hooks into TensorFlow.js. Installed before the program loads it: every copy of tfjs-core in a process shares the
 * engine in `globalThis._tfengine`, so catching that global catches CommonJS, ES modules, TypeScript and bundles.
 */
import type { StatisticsReader } from '../probes/statistics/reader.js';
import type { StepSink } from './sink.js';

export interface InstrumentationOptions {
  sink: StepSink;
  /** Asked at each step: the reader that fits the backend in use. */
  reader(): StatisticsReader;
  /** Whether a path (not a URL) is source of the user, and not a package, Node or Gradlens. */
  isUserFile(file: string): boolean;
  /** Milliseconds since the run started. */
  now(): number;
}

export interface Instrumentation {
  /**
   * To be called with the namespace of each TensorFlow.js module as it is loaded (`@tensorflow/tfjs`, tfjs-core,
   * tfjs-layers, tfjs-node, …): optimizers, layers and models are hooked through it. Others are ignored.
   */
  onModule(namespace: unknown): void;
  /** Closes what a step still waits for; called when the process exits. */
  finish(): void;
}

export function installInstrumentation(options: InstrumentationOptions): Instrumentation {
  void options;
  return { onModule: () => undefined, finish: () => undefined };
}
