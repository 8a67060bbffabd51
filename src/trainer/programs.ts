/** Records loss programs where probes ask for them: the source of programs, and the observer that the hooks call. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Gradients } from '../instrument/engine.js';
import type { GradientObservation, GradientObserver, ObservedCall } from '../instrument/gradientObserver.js';
import { NO_CONNECTION, type FailedGradient } from '../diagnosis/failedGradient.js';
import { checkProgram, type ReplayCheck } from '../program/checkProgram.js';
import { compareRecordings, firstRecording, steeredStructure } from '../program/compareRecordings.js';
import { findNotTheDerivative } from '../program/customGradients.js';
import type { LossProgram } from '../program/lossProgram.js';
import type { TensorflowCore } from '../tensorflow/core.js';
import type { OwnGradient, ProgramSource, RecordedProgram } from '../program/programSource.js';
import { recordProgram } from '../program/recordProgram.js';
import { recordingFailed } from '../program/refusals.js';
import { ownPrograms } from './ownPrograms.js';
import { sourceReader, type KnownSource } from './opSources.js';
import { recordingPlan, type RecordingPlan } from './recordingPlan.js';

/** Whether other kernels than now, or the same with other attributes, ran at another step. */
function otherOps(site: Site, signature: string, program: LossProgram): boolean {
  const [names] = signature.split('-');
  return [...site.last].some(([key, before]) =>
    key === signature ? before.program.signature !== program.signature : key.split('-')[0] !== names,
  );
}

/** Whether it was recorded twice: then it is known which of its data changes. */
const isCompared = (program: LossProgram | undefined) =>
  program !== undefined && !program.leaves.some((leaf) => leaf.kind === 'data' && leaf.change === 'unknown');

export interface Programs extends ProgramSource, GradientObserver {
  /** The last gradient call that threw, with the ops that it had run. */
  readonly failure: FailedGradient | null;
}

/** Elements of gradients beyond which no copy is made for the listeners. */
const MOST_COPIED = 4e6;

function copied(value: Tensor, gradients: readonly (Tensor | null | undefined)[]): OwnGradient | null {
  if (gradients.reduce((sum, tensor) => sum + (tensor?.size ?? 0), 0) > MOST_COPIED) return null;
  return { value: value.dataSync()[0]!, gradients: gradients.map((tensor) => tensor?.dataSync().slice()) };
}

/** Programs kept of one training, the newest; each holds its data. */
const KEPT = 8;

interface Site {
  plan: RecordingPlan;
  training: number | null;
  /** The last recording of each signature of the forward pass. */
  last: Map<string, { program: LossProgram; check: ReplayCheck | null }>;
  sources: KnownSource[];
}

/** `core`: the program's own copy, which replays on the program's own thread. */
export function makePrograms(core: () => TensorflowCore): Programs {
  const sites = new WeakMap<object, Site>();
  let failure: FailedGradient | null = null;
  /** Whether it was asked for nothing but the lines. */
  const requested = new Map<number, { forLinesAlone: boolean }>();
  const recorded = new Map<number, RecordedProgram[]>();
  const listeners: Parameters<ProgramSource['onProgram']>[0][] = [];

  function siteOf(at: object): Site {
    let site = sites.get(at);
    if (!site) sites.set(at, (site = { plan: recordingPlan(), training: null, last: new Map(), sources: [] }));
    return site;
  }

  /** `told`: to the listeners, where their weights are others than those that are kept. */
  function keep(entry: RecordedProgram, own: OwnGradient | null, told = entry): void {
    const others = (recorded.get(entry.training) ?? []).filter(
      ({ program }) => program.signature !== entry.program.signature,
    );
    recorded.set(entry.training, [entry, ...others].slice(0, KEPT));
    requested.delete(entry.training);
    for (const listener of listeners) listener(told, own);
  }

  /** What the program, its step and the recording before say of each other. */
  function judged(
    site: Site,
    signature: string,
    program: LossProgram,
    weights: readonly Tensor[],
    own: Gradients,
    gradients: readonly (Tensor | null | undefined)[],
  ): { program: LossProgram; check: ReplayCheck | null } {
    const before = site.last.get(signature);
    if (program.reads.length > 0 && otherOps(site, signature, program))
      return { program: steeredStructure(program), check: null };
    const same = before?.program.signature === program.signature ? before : null;
    const compared = same ? compareRecordings(same.program, program) : firstRecording(program);
    if (compared.refused) return { program: compared, check: null };
    if (same?.check && same.program.leaves.some((leaf) => leaf.kind === 'data' && leaf.change !== 'unknown')) {
      return { program: { ...compared, notTheDerivative: same.program.notTheDerivative }, check: same.check };
    }
    try {
      const check = checkProgram(core(), compared, weights, { value: own.value, gradients });
      return { program: { ...compared, notTheDerivative: findNotTheDerivative(core(), compared, weights) }, check };
    } catch (error) {
      return { program: { ...compared, refused: recordingFailed(error) }, check: null };
    }
  }

  function begin({ engine, at, xs, line }: ObservedCall): GradientObservation | null {
    if (listeners.length === 0 && requested.size === 0) return null;
    const site = siteOf(at);
    const wanted = site.training !== null && requested.has(site.training);
    const sources = sourceReader(site.sources, line);
    const recording = site.plan.records(wanted) ? recordProgram({ engine, xs, source: sources.next }) : null;
    const forLinesAlone = (wanted && requested.get(site.training!)?.forLinesAlone) || false;
    let made: Omit<RecordedProgram, 'training' | 'step'> | null = null;
    let own: OwnGradient | null = null;
    return {
      recording,
      ended(signature, result, variables) {
        // TensorFlow.js complains of it only when this call has returned.
        if (!result.grads.some(Boolean)) failure = { message: NO_CONNECTION, ops: sources.known };
        if (!recording) return site.plan.signed(signature);
        if (!site.plan.keeps(signature, wanted)) return recording.abandon();
        site.sources = sources.known;
        const program = recording.finish(variables);
        const weights = variables.map(({ tensor }) => tensor);
        const gradients = weights.map((tensor) => result.grads[xs.indexOf(tensor)]);
        const isKnown = isCompared(site.last.get(signature)?.program);
        const entry = judged(site, signature, program, weights, result, gradients);
        site.last.set(signature, entry);
        made = { weights, ...entry, forLinesAlone: forLinesAlone && isKnown };
        own = !made.forLinesAlone && entry.check?.gradient ? copied(result.value, gradients) : null;
      },
      failed(error) {
        recording?.abandon();
        failure = { message: error instanceof Error ? error.message : String(error), ops: sources.known };
      },
      resolved(training, step) {
        site.training = training;
        if (made) keep({ training, step, ...made }, own);
        made = own = null;
      },
    };
  }

  return {
    begin,
    wantsOwn: (training) => listeners.length > 0 && requested.has(training),
    beginOwn: ownPrograms((entry, told) => keep(entry, null, told)),
    get failure() {
      return failure;
    },
    request(training, purpose) {
      const known = requested.get(training) ?? { forLinesAlone: true };
      requested.set(training, { forLinesAlone: known.forLinesAlone && purpose === 'lines' });
    },
    onProgram: (listener) => void listeners.push(listener),
    latest: (training) => recorded.get(training)?.[0] ?? null,
    all: (training) => recorded.get(training) ?? [],
  };
}
