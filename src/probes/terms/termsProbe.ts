/** Measures the terms of one training's loss at its steps, on the batch of the step where that was recorded, else on the newest one. */
import type { LossProgram } from '../../program/lossProgram.js';
import { openProgram, type OpenProgram } from '../../program/openProgram.js';
import { lossTerms } from '../../program/terms/lossTerms.js';
import { unusedPenalties } from '../../program/unusedResults.js';
import type { TermInfo } from '../../protocol/records.js';
import type { LossTermsPayload, WeightDecay } from '../../protocol/terms.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { reasonOf } from '../curvature/notMeasured.js';
import { isFiniteEverywhere, weightTensors } from '../curvature/weights.js';
import type { ProbedStep } from '../curvature/curvatureProbe.js';
import { decayBetween, decayInUpdate } from './weightDecay.js';
import { describeTerms, type DescribedTerms } from './describeTerms.js';
import { measureTerms } from './measureTerms.js';
import type { SourceNames } from './sourceNames.js';

/** A recording of the loss, with the weights that it was recorded with. */
export interface RecordedStep {
  step: number;
  program: LossProgram;
  weights: Float32Array;
  /** Regularizers that the training's layers declare. */
  declared: readonly TermInfo[];
}

export interface TermsProbe {
  add(recorded: RecordedStep): void;
  /** Recorded steps that are not measured yet. */
  readonly due: readonly RecordedStep[];
  /** Measures a recorded step with its own batch and weights. */
  recordedStep(): { step: number; payload: LossTermsPayload } | null;
  /** A snapshot of a step: where it was recorded, what the update does besides the gradient is told from it. */
  observe(at: ProbedStep): void;
  /** At other weights, on the newest recorded batch; null: nothing is recorded. */
  at(step: number, weights: Float32Array): LossTermsPayload | null;
  dispose(): void;
}

/** Recorded steps that wait at most: a thread that is far behind leaves out the oldest. */
const MOST_DUE = 16;

export function makeTermsProbe(core: TensorflowCore, names: SourceNames): TermsProbe {
  const due: RecordedStep[] = [];
  let newest: RecordedStep | null = null;
  let opened: { of: RecordedStep; open: OpenProgram } | null = null;
  let decay: WeightDecay | null = null;
  /** The newest recordings, by step. */
  const recent = new Map<number, RecordedStep>();
  /** Of updates that the program writes itself: weights after it, by step. */
  const written = new Map<number, Float32Array>();

  function openOf(recorded: RecordedStep): OpenProgram {
    if (opened?.of === recorded) return opened.open;
    opened?.open.dispose();
    opened = { of: recorded, open: openProgram(core, recorded.program) };
    return opened.open;
  }

  function describe({ program, declared }: RecordedStep): DescribedTerms {
    return describeTerms(program, lossTerms(program, names.namesOf), declared);
  }

  function measure(recorded: RecordedStep, step: number, flat: Float32Array): LossTermsPayload {
    const { program } = recorded;
    try {
      if (!isFiniteEverywhere(flat)) return nothing(recorded, `the weights hold NaN or infinities at step ${step}`);
      const { terms, undeclared } = describe(recorded);
      const weights = weightTensors(core, flat, program.variables);
      try {
        const measured = measureTerms(core, openOf(recorded), program, terms, weights);
        const after = step === recorded.step ? written.get(step) : undefined;
        if (after) decay = decayInUpdate(flat, after, measured.gradient, sizesOf(recorded)) ?? decay;
        const column = (of: (term: (typeof measured.terms)[number]) => number) => Float64Array.from(measured.terms, of);
        return {
          terms: terms.map(({ description }) => description),
          values: column(({ value }) => value),
          gradientNorms: column(({ gradientNorm }) => gradientNorm),
          cosines: column(({ cosine }) => cosine),
          norms: Float64Array.from(measured.terms.flatMap(({ norms }) => [...norms])),
          zeros: Float64Array.from(terms, ({ movesZeros }) => zerosOf(program, flat, movesZeros)),
          ...{ loss: measured.loss, gradientNorm: measured.gradientNorm, difference: measured.difference },
          ...{ samples: program.batchSize, batchStep: recorded.step, decay },
          unused: [...unusedOf(program), ...undeclared.map(({ name, file, line }) => ({ name, file, line }))],
          notes: notesOf(recorded, step),
          notMeasured: null,
        };
      } finally {
        for (const weight of weights) weight.dispose();
      }
    } catch (error) {
      return nothing(recorded, reasonOf(error, step));
    }
  }

  function unusedOf(program: LossProgram) {
    return unusedPenalties(program).map(({ source }) => ({
      name: (source && names.nameAt(source)?.name) ?? (source ? `line ${source.line}` : 'penalty'),
      file: source?.file ?? null,
      line: source?.line ?? null,
    }));
  }

  return {
    due,
    add(recorded) {
      if (recorded.program.refused) return;
      newest = recorded;
      withNewest(recent, recorded.step, recorded);
      due.push(recorded);
      if (due.length > MOST_DUE) due.shift();
    },
    recordedStep() {
      const recorded = due.shift();
      return recorded ? { step: recorded.step, payload: measure(recorded, recorded.step, recorded.weights) } : null;
    },
    observe(at) {
      const recorded = recent.get(at.step);
      if (!recorded) return;
      const rate = at.optimizer?.name === 'SGD' ? at.optimizer.learningRate : null;
      decay = (at.before && decayBetween(at.before, recorded.weights, sizesOf(recorded), rate)) ?? decay;
      if (at.optimizer === null) withNewest(written, at.step, at.after);
    },
    at: (step, weights) => newest && measure(newest, step, weights),
    dispose: () => opened?.open.dispose(),
  };
}

const sizesOf = ({ program }: RecordedStep) => program.variables.map(({ size }) => size);

/** Large ones: a few are enough. */
const MOST_RECENT = 4;

function withNewest<V>(known: Map<number, V>, step: number, value: V): void {
  known.set(step, value);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_RECENT) break;
    known.delete(oldest);
  }
}

function zerosOf({ variables }: LossProgram, flat: Float32Array, rows: readonly number[]): number {
  let [at, zeros] = [0, 0];
  variables.forEach(({ size }, row) => {
    if (rows.includes(row)) for (let i = at; i < at + size; i++) if (flat[i] === 0) zeros++;
    at += size;
  });
  return zeros;
}

function notesOf({ program, step: recordedAt }: RecordedStep, step: number): string[] {
  const changes = program.leaves.some((leaf) => leaf.kind === 'data' && leaf.change === 'schedule');
  return changes && step !== recordedAt
    ? [`Factors that change from step to step have the values of step ${recordedAt}.`]
    : [];
}

const nothing = ({ program, step }: RecordedStep, why: string): LossTermsPayload => ({
  ...{ terms: [], values: NONE, gradientNorms: NONE, cosines: NONE, norms: NONE, zeros: NONE },
  ...{ loss: NaN, gradientNorm: NaN, difference: NaN, samples: program.batchSize, batchStep: step },
  ...{ decay: null, unused: [], notes: [], notMeasured: why },
});
const NONE = new Float64Array(0);
