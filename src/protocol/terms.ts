/** The terms of a loss as they are measured on its program: each one's value and gradient. */

export interface TermDescription {
  /** The user's variable, what `gradlens.term` says, the weight that a layer's regularizer is on, else the line; `total`: the loss is no sum. */
  name: string;
  kind: 'data' | 'penalty';
  layer: string | null;
  file: string | null;
  line: number | null;
  /** As it stands in the program, e.g. `λ Σw²`, `λ/(2m) Σw², m = 64`; null: of no known form. */
  formula: string | null;
  /** λ of the formula; null: not known, or several. */
  lambda: number | null;
  /** Rows of the training's variables that it depends on. */
  variables: number[];
  /** What it penalises by: `l1`, `l2`, `norm`; empty: of no known form, or the data. */
  penalties: string[];
}

/**
 * A measurement at a step, with the weights of before its update. It comes late: readers join it by training and step. Values, norms and
 * cosines have one entry a term.
 */
export interface LossTermsPayload {
  terms: TermDescription[];
  values: Float64Array;
  /** ‖∇‖ over all variables. */
  gradientNorms: Float64Array;
  /** Of its gradient with that of the data's terms together; NaN: one of them is zero. */
  cosines: Float64Array;
  /** terms × variables of the training: ‖∇‖ of each. */
  norms: Float64Array;
  /** Weights at exactly 0 that the term's gradient moves: the gradient of tf.abs is −1 there. */
  zeros: Float64Array;
  /** Of the whole loss. */
  loss: number;
  gradientNorm: number;
  /** ‖Σ∇term − ∇loss‖ over Σ‖∇term‖; above SUM_TOLERANCE the terms do not make up the loss. */
  difference: number;
  /** Samples of the batch that it was measured on, and the step that this batch is of; null: the program does not tell samples apart. */
  samples: number | null;
  batchStep: number;
  /** What is penalised by the update and not by the loss; null: nothing, or not known. */
  decay: WeightDecay | null;
  /** Penalties that are computed or declared, and are no part of the loss. */
  unused: { name: string; file: string | null; line: number | null }[];
  notes: string[];
  /** Why there is no number at this step: one sentence; null: there is. */
  notMeasured: string | null;
}

/** Each update also multiplies the weights by 1 − factor. */
export interface WeightDecay {
  factor: number;
  /** λ of ½λΣw² whose gradient the update adds: factor over the learning rate; null: the rate is not known. */
  lambda: number | null;
}

/**
 * Terms over the steps of one training; a message replaces the one before. One column a measurement, at most TERMS_POINTS; rows of several
 * terms or layers lie one after another. NaN: the term was no part of the loss then.
 */
export interface TermsSeries {
  training: number;
  /** As the newest measurement has them. */
  terms: TermDescription[];
  /** Names of layers, or of variables that are in none, in the order of the training. */
  layers: string[];
  steps: Float64Array;
  /** terms × steps. */
  values: Float64Array;
  gradientNorms: Float64Array;
  cosines: Float64Array;
  zeros: Float64Array;
  /** terms × layers × steps: ‖∇‖ over the variables of a layer. */
  layerNorms: Float32Array;
  /** By step, as in LossTermsPayload. */
  losses: Float64Array;
  differences: Float64Array;
  samples: Float64Array;
  batchSteps: Float64Array;
  /** Of the newest measurement. */
  decay: WeightDecay | null;
  unused: LossTermsPayload['unused'];
  notes: string[];
  /** Steps without a number, joined where they follow each other for the same reason. */
  notMeasured: { from: number; to: number; why: string }[];
}
export const TERMS_COLUMNS = [
  'values',
  'gradientNorms',
  'cosines',
  'zeros',
] as const satisfies readonly (keyof TermsSeries)[];
export const TERMS_STEPS = [
  'losses',
  'differences',
  'samples',
  'batchSteps',
] as const satisfies readonly (keyof TermsSeries)[];
/** Of more measurements a message holds every second, every fourth, …; always the newest. */
export const TERMS_POINTS = 512;

/** Rounding of float32 sums. */
export const SUM_TOLERANCE = 1e-4;

/** Share of a term: its gradient's norm over the sum of all terms' norms; NaN where all are zero. */
export function sharesOf(norms: ArrayLike<number>): Float64Array {
  let sum = 0;
  for (let i = 0; i < norms.length; i++) sum += norms[i]!;
  return Float64Array.from(norms, (norm) => norm / sum);
}
