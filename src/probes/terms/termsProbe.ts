/** Measures the terms of one training's loss at its steps, on the batch of the step where that was recorded, else on the newest one. */
import type { LossProgram } from '../../program/lossProgram.js';
import { openProgram, type OpenProgram } from '../../program/openProgram.js';
import { lossTerms } from '../../program/terms/lossTerms.js';
import { unusedPenalties } from '../../program/unusedResults.js';
import type { TermInfo } from '../../protocol/records.js';
import { SUM_TOLERANCE, type LossTermsPayload, type WeightDecay } from '../../protocol/terms.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { reasonOf } from '../curvature/notMeasured.js';
import { isFiniteEverywhere, weightTensors } from '../curvature/weights.js';
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
  /** At other weights, on the newest recorded batch; null: nothing is recorded. `decay`: what is known of the update. */
  at(step: number, weights: Float32Array): LossTermsPayload | null;
  dispose(): void;
}

/** Recorded steps that wait at most: a thread that is far behind leaves out the oldest. */
const MOST_DUE = 16;

export function makeTermsProbe(core: TensorflowCore, names: SourceNames): TermsProbe {
  const due: RecordedStep[] = [];
  let newest: RecordedStep | null = null;
  let opened: { of: RecordedStep; open: OpenProgram } | null = null;
  const decay: WeightDecay | null = null;

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
          notes: notesOf(recorded, step, measured.difference),
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
      due.push(recorded);
      if (due.length > MOST_DUE) due.shift();
    },
    recordedStep() {
      const recorded = due.shift();
      return recorded ? { step: recorded.step, payload: measure(recorded, recorded.step, recorded.weights) } : null;
    },
    at: (step, weights) => newest && measure(newest, step, weights),
    dispose: () => opened?.open.dispose(),
  };
}

function zerosOf({ variables }: LossProgram, flat: Float32Array, rows: readonly number[]): number {
  let [at, zeros] = [0, 0];
  variables.forEach(({ size }, row) => {
    if (rows.includes(row)) for (let i = at; i < at + size; i++) if (flat[i] === 0) zeros++;
    at += size;
  });
  return zeros;
}

function notesOf({ program, step: recordedAt }: RecordedStep, step: number, difference: number): string[] {
  const changes = program.leaves.some((leaf) => leaf.kind === 'data' && leaf.change === 'schedule');
  return [
    ...(difference > SUM_TOLERANCE
      ? [
          `The terms' gradients do not add up to that of the loss: ${difference.toPrecision(2)} of their norms is missing.`,
        ]
      : []),
    ...(changes && step !== recordedAt
      ? [`Factors that change from step to step have the values of step ${recordedAt}.`]
      : []),
  ];
}

const nothing = ({ program, step }: RecordedStep, why: string): LossTermsPayload => ({
  ...{ terms: [], values: NONE, gradientNorms: NONE, cosines: NONE, norms: NONE, zeros: NONE },
  ...{ loss: NaN, gradientNorm: NaN, difference: NaN, samples: program.batchSize, batchStep: step },
  ...{ decay: null, unused: [], notes: [], notMeasured: why },
});
const NONE = new Float64Array(0);
