/** Trainings as they are found, and the step that each has open. */
import type { DataId, Variable } from '@tensorflow/tfjs-core';
import type { Moments, Size } from '../probes/statistics/reader.js';
import type { TrainingPayload } from '../protocol/records.js';
import type { CallSite } from './callSite.js';
import type { Measured } from './measure.js';
import type { Penalty } from './penalties.js';
import type { MeasurePlan, StepSink } from './sink.js';

export interface Training {
  readonly id: number;
  payload: TrainingPayload;
  /** Declared regularizers, in the order of `payload.terms`. */
  penalties: Penalty[];
  /** The optimizer that updates now; null: none, or not known. */
  optimizer: object | null;
  /** Whether the step closed inside of the optimizer's update, which counts its updates only when it is over. */
  midUpdate: boolean;
  /** Last closed step, from 1. */
  step: number;
  epoch: number | null;
  /** Statistics of the weights as the last step left them; null where somebody else assigned since. */
  weight: (Moments | null)[] | null;
  /** The last update, by variable. */
  update: ({ norm: number; ratio: number } | null)[];
}

/** What is known of the coming step: gradient calls since the last update, then its assignments. */
export interface OpenStep {
  plan: MeasurePlan;
  /** One a gradient call; null where the loss is not one number. */
  losses: (number | null)[];
  /** One a variable. */
  gradient: Measured;
  update: (Size | null)[];
  /** All statistics of the updates, where the gradient shown is what they imply. */
  difference: Measured;
  /** Rows with a gradient that could not be read. */
  unread: Set<number>;
  /** Norm of the gradient of each micro-batch, where it is not the one applied. */
  histogram: { gradient: Uint32Array; update: Uint32Array; weight: Uint32Array } | null;
  /** Weights as the updates left them, with the data they were measured in; one a variable. */
  weight: ({ dataId: DataId; statistics: Moments } | null)[];
  terms: Float64Array | null;
}

export interface TrainingBook {
  add(payload: TrainingPayload, penalties: Penalty[]): Training;
  announce(training: Training): void;
  /** The training that closed a step last. */
  latest: Training | null;
}

export function trainingBook(sink: StepSink): TrainingBook {
  let count = 0;
  const book: TrainingBook = {
    latest: null,
    add(payload, penalties) {
      const training: Training = {
        ...{
          id: count++,
          payload,
          penalties,
          optimizer: null,
          midUpdate: false,
          step: 0,
          epoch: null,
          weight: null,
          update: [],
        },
      };
      sink.training(training.id, payload);
      return training;
    },
    announce: (training) => sink.training(training.id, training.payload),
  };
  return book;
}

/** Mean of the micro-batches' losses; null where one is not known. */
export function meanLoss(losses: (number | null)[]): number | null {
  if (losses.length === 0) return null;
  let sum = 0;
  for (const loss of losses) {
    if (loss === null) return null;
    sum += loss;
  }
  return sum / losses.length;
}

export function sameSite(a: CallSite | null, b: CallSite | null): boolean {
  return a?.file === b?.file && a?.line === b?.line && a?.column === b?.column;
}

/** Variables in the order in which the forward pass first uses them; unused ones keep their place at the end. */
export function forwardOrder(
  variables: readonly Variable[],
  tape: readonly { inputs: Record<string, unknown> }[],
): Variable[] {
  const waiting = new Set<unknown>(variables);
  const ordered: Variable[] = [];
  for (const node of tape) {
    for (const input of Object.values(node.inputs)) if (waiting.delete(input)) ordered.push(input as Variable);
  }
  return [...ordered, ...variables.filter((variable) => waiting.has(variable))];
}
