/**
 * What the hooks tell the trainer. All calls are synchronous, inside the user's own call; a sink may block (a pause)
 * or end the process (a stop), but never throws.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type {
  HistogramPayload,
  MetricPayload,
  StepPayload,
  TermsPayload,
  TrainingPayload,
} from '../protocol/records.js';

export interface StepSink {
  /** A training was found, or more is known of it (the newest payload holds). Ids count from 0. */
  training(id: number, payload: TrainingPayload): void;
  /**
   * All gradients of the coming update are known and measured and nothing has been assigned yet:
   * the place where a pause holds the program. `measured` costs time, and is to be asked for at once or not at all.
   * `broken`: what of this step is NaN or infinite.
   */
  beforeUpdate(id: number, step: number, measured: () => MeasuredStep, broken: 'loss' | 'gradient' | null): void;
  /** The update returned: the step is closed. The histogram holds until this returns. */
  step(id: number, step: number, payload: StepPayload, extras: StepExtras): void;
  metric(id: number, step: number, payload: MetricPayload): void;
  /**
   * What the governor lets the coming step measure; asked once a step, before anything of it is measured. Loss,
   * norms and NaN counts are measured whatever the answer.
   */
  plan(id: number): MeasurePlan;
  /**
   * Called by every hook (each gradient call, assignment and op), with the kernel's name where an op is about to run:
   * must cost next to nothing.
   */
  poll(kernel?: string): void;
}

export interface MeasurePlan {
  /** Columns of gradient and weight beyond NaN counts. */
  statistics: boolean;
  histograms: boolean;
}

export interface StepExtras {
  histogram: HistogramPayload | null;
  terms: TermsPayload | null;
  /**
   * The variables as the update left them, in the order of the training, where it is one of Variables with a gradient call;
   * `optimizer`: the object that updated them; `midUpdate`: it has not counted this update yet.
   */
  updated: {
    weights: readonly Tensor[];
    optimizer: object | null;
    midUpdate: boolean;
    learningRate: number | null;
  } | null;
}

/** What a pause condition may ask for; gradient columns as in GRADIENT_COLUMNS, plus the norm. */
export interface MeasuredStep {
  loss: number | null;
  epoch: number | null;
  learningRate: number | null;
  variables: {
    name: string;
    gradient: VariableStatistics | null;
    /** Before the update. */
    weight: VariableStatistics | null;
    /** The last update made: its norm, and that over the norm of the weights after it. */
    update?: { norm: number; ratio: number } | null;
  }[];
}

export interface VariableStatistics {
  norm: number;
  mean: number;
  std: number;
  min: number;
  max: number;
  /** Share of elements that are zero. */
  zeros: number;
  nan: number;
  inf: number;
}
