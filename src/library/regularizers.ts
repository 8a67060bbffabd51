/**
 * `gradlens/regularizers`: penalties on raw variables, to be added to a loss of your own. They are ordinary differentiable functions, right to
 * any order, on the TensorFlow.js of the program; nothing is divided by the number of weights or of samples.
 */
import * as core from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { METRIC_HOOK, TERM_HOOK, type MetricHook, type TermHook } from '../protocol/library.js';
import type { TapeNode } from '../autodiff/engine.js';
import { wrongOption } from '../regularization/errors.js';
import {
  checkedOptions,
  isTakingGradient,
  penaltyInTraining,
  penaltyOnFunction,
  penaltyOnOutputs,
  randomOf,
  type PenaltyOptions,
} from '../regularization/jacobian/jacobianPenalty.js';
import { inputsOnTape } from '../regularization/jacobian/modelInputs.js';
import { adaptInFit } from '../regularization/lambda/adaptInFit.js';
import { makeAdaptiveLambda } from '../regularization/lambda/adaptiveLambda.js';
import { DATA_LOSS } from '../regularization/lambda/fittedModel.js';
import { strengthOf } from '../regularization/strength.js';
import { l1 as l1On, l2 as l2On } from '../regularization/weightPenalties.js';

/** A λ: a number, or one that changes while the training runs. */
export type Strength = number | { readonly value: number };

/**
 * λ Σ|w| over all weights, a scalar. Its gradient is λ sign(w), and 0 where w is 0: that of `tf.abs` is −1 there, and moves weights that
 * start at zero. Tibshirani 1996.
 */
export function l1(weights: readonly Tensor[], lambda: Strength): Scalar {
  return l1On(core, weights, strengthOf(lambda));
}

/** λ Σw² over all weights, a scalar, as `tf.regularizers.l2` has it: the gradient is 2λw. (`tf.nn.l2_loss` of TensorFlow is ½Σw².) */
export function l2(weights: readonly Tensor[], lambda: Strength): Scalar {
  return l2On(core, weights, strengthOf(lambda));
}

/** λ₁ Σ|w| + λ₂ Σw² over all weights, a scalar. Zou and Hastie 2005. */
export function l1l2(weights: readonly Tensor[], lambdas: { l1: number; l2: number }): Scalar {
  return core.tidy(() => core.add<Scalar>(l1On(core, weights, lambdas.l1), l2On(core, weights, lambdas.l2)));
}

export interface JacobianOptions {
  /** λ: a number from 0 on, or an adaptive one. */
  lambda: Strength;
  /** What stands before λ‖J‖²: ½ as in the paper, where nothing is given. */
  factor?: number;
  /** Random projections of each sample, a backward sweep each; with as many as it has outputs, or `'exact'`, ‖J‖² is exact. Default 1. */
  projections?: number | 'exact';
  /** Variables or tensors to differentiate by in place of the inputs. */
  wrt?: Tensor | readonly Tensor[];
  /** The same seed gives the same projections: count it up from step to step. Default: by Math.random. */
  seed?: number;
}

/** A `tf.LayersModel`, as far as it is used here. */
export interface AppliedModel {
  apply(inputs: Tensor | Tensor[], options?: object): unknown;
  inputs: { shape: (number | null)[] }[];
}

/**
 * The Jacobian penalty: factor·λ·1/B · Σ_b ‖∂z_b/∂x_b‖_F² over the samples b of a batch, a scalar to be added to a loss of your own. Hoffman, Roberts,
 * Yaida, *Robust learning with Jacobian regularization*, 2019, with their factor ½.
 *
 * z are the outputs of the model; where they are probabilities of a final softmax or sigmoid, what goes into it (logits). With fewer projections
 * than outputs C, ‖∂z_b/∂x_b‖² is estimated, without bias, by C/n · Σ ‖v_bᵀ∂z_b/∂x_b‖² over n random unit vectors v_b, which suffices for training with n = 1.
 * The gradient of the penalty is exact to rounding, or an op without a right second derivative is refused by name (`docs/second-order.md`).
 *
 * The samples of a batch must not depend on each other. In a batch normalization that uses the statistics of the batch, these are constant in ∂z/∂x (not in the
 * gradient of the penalty). Integers have no derivative: x is then the embedding's output, the first floating-point values that are computed from them.
 *
 * @param model Outputs z that were computed from x in the same loss function: cheapest, as one forward pass serves both. Or a function of x, or a model
 * (in inference mode: no dropout, moving statistics): a forward pass of their own.
 * @param x of shape [B, …]; several inputs as a list.
 * @throws errors with a `code`: `op-refused`, `not-on-tape`, `no-path`, `no-batch`, `wrong-option`.
 * @example
 * optimizer.minimize(() => {
 *   const z = model.apply(x, { training: true });
 *   return tf.losses.softmaxCrossEntropy(y, z).add(jacobianPenalty(z, x, { lambda: 0.01 }));
 * });
 */
export function jacobianPenalty(
  model: AppliedModel | ((x: Tensor) => Tensor | Tensor[]) | Tensor | readonly Tensor[],
  x: Tensor | readonly Tensor[],
  options: JacobianOptions,
): Scalar {
  const inputs = listOf(x);
  const all = penaltyOptions(options);
  if (isOutputs(model))
    return named(
      penaltyOnOutputs(core, listOf(model), () => inputs, all),
      all,
    );
  const f = typeof model === 'function' ? model : (given: Tensor) => inferenceOf(model, given);
  return named(
    penaltyOnFunction(core, () => f(x as Tensor), inputs, all),
    all,
  );
}

/**
 * The same for `compile` and `fit`: a loss function that adds the penalty to another one. Projections change from step to step, also with a seed.
 *
 * It shares the forward pass of the training, so dropout and batch statistics are those of the step. Where that pass goes through an op that cannot be
 * differentiated twice as it was recorded (average pooling, for one), the model runs once more, in inference mode. Where no gradient is taken (validation, `evaluate`) nothing is added: `val_loss` is the
 * loss alone. Sample and class weights weigh the penalty too.
 *
 * @param loss as `compile` takes it: one value for each sample, or a scalar. A name is not enough: `tf.metrics.categoricalCrossentropy` is the function of
 * 'categoricalCrossentropy'.
 * @throws `no-input`, when it trains, where the model's inputs are not found.
 * @example
 * model.compile({ optimizer, loss: withJacobianPenalty(model, tf.metrics.categoricalCrossentropy, { lambda: 0.01 }) });
 */
export function withJacobianPenalty(
  model: AppliedModel,
  loss: (yTrue: Tensor, yPred: Tensor) => Tensor,
  options: JacobianOptions,
): (yTrue: Tensor, yPred: Tensor) => Tensor {
  if (typeof loss !== 'function')
    throw wrongOption('loss', loss, 'a function, such as tf.metrics.categoricalCrossentropy');
  const all = penaltyOptions(options);
  const penalized = (yTrue: Tensor, yPred: Tensor) => {
    const own = loss(yTrue, yPred);
    if (!isTakingGradient(core)) return own;
    const inputs = (tape: readonly TapeNode[]) => inputsOnTape(tape, yPred, model);
    const now = { ...all, lambda: strengthOf(options.lambda) };
    return core.add(
      own,
      named(
        penaltyInTraining(core, yPred, inputs, (x) => inferenceOf(model, x), now),
        now,
      ),
    );
  };
  return Object.assign(penalized, { [DATA_LOSS]: loss });
}

export interface AdaptiveLambdaOptions {
  /** Where λ begins. */
  lambda: number;
  /** log λ moves by this at most in a step. Default 0.05. */
  rate?: number;
  /** λ stays between these. Default: four decades to either side of where it begins. */
  min?: number;
  max?: number;
  /** Steps from one change of λ to the next. Default 1. */
  every?: number;
  /** Under which its values are shown in a session; it begins with λ. Default `λ`. */
  name?: string;
}

/** What the λ of a step is judged by. */
export interface LambdaStep {
  /** Those that the step updates. */
  variables: readonly Tensor[];
  /** R: the penalty with λ = 1. */
  penalty: () => Scalar;
  /** L_val: the loss of validation data without penalties, as the model is used (no dropout, moving statistics). */
  validation: () => Scalar;
  /** η of the update. */
  learningRate: number;
}

export interface AdaptiveLambda {
  /** λ of now. */
  readonly value: number;
  /** dL_val/dλ of the last step that changed λ; null: none did yet. */
  readonly hypergradient: number | null;
  /** Before the first step, where that is to count: ∇R at the weights that it begins with. */
  begin(at: Pick<LambdaStep, 'penalty' | 'variables'>): void;
  /** After a step: changes λ where it is time to, and answers by which factor. With gradients that are not finite, λ stays. */
  step(at: LambdaStep): number;
}

/** A compiled `tf.LayersModel`, as far as it is used here. */
export interface FittedModel {
  apply(inputs: Tensor | Tensor[], options?: object): unknown;
  layers: object[];
  trainableWeights: { read(): Tensor }[];
}

export interface FitAdaptation {
  /** Validation data, as `evaluate` takes it. */
  x: Tensor | Tensor[];
  y: Tensor | readonly Tensor[];
  /** R, the penalty with λ = 1; then the loss reads λ itself. Default: the regularizers of the layers, whose λ are multiplied together. */
  penalty?: () => Scalar;
  /** Default: the optimizer's. */
  learningRate?: number;
}

/** As `fit` and `fitDataset` take it in `callbacks`. */
export interface FitCallback {
  onTrainBegin(): void;
  onBatchEnd(): void;
}

/**
 * A λ that follows, while the training runs, the one-step hypergradient dL_val(w′)/dλ = −η ∇L_val(w′)·∇R(w) of the step from w to w′ = w − η(∇L + λ∇R): what
 * the λ of this very step has done to the loss of validation data (Luketina, Berglund, Greff, Raiko, *Scalable gradient-based tuning of continuous
 * regularization hyperparameters*, 2016). λ is multiplied by exp(rate · cos(∇L_val, ∇R)), a step of bounded length in log λ that no scale of the losses
 * enters, as in the multiplicative rule of Baydin, Cornish, Martínez Rubio, Schmidt, Wood, *Online learning rate adaptation with hypergradient descent*, 2018.
 *
 * What earlier steps did is left out, so λ tends to be too small where training is long (short-horizon bias: Wu, Ren, Liao, Grosse 2018); `gradlens tune` compares
 * whole trainings. Exact for gradient descent, without its memory for momentum; of optimizers that scale each weight the direction is that of gradient descent.
 *
 * It costs a gradient of the validation loss and one of the penalty at each change: keep the validation batch small, or give `every`. Gradients
 * are read back synchronously, so not on webgpu. Its gradients are no steps of the training. In a session λ is shown over the steps.
 *
 * @throws PenaltyError `wrong-option`
 * @example
 * const lambda = adaptiveLambda({ lambda: 0.01 });
 * for (let step = 0; step < 1000; step++) {
 *   optimizer.minimize(() => mse(x, y).add(l2([w], lambda)));
 *   lambda.step({ variables: [w, b], penalty: () => l2([w], 1), validation: () => mse(xVal, yVal), learningRate: 0.1 });
 * }
 */
export function adaptiveLambda(options: AdaptiveLambdaOptions): AdaptiveLambda {
  const tell = (name: string, value: number) =>
    (globalThis as { [METRIC_HOOK]?: MetricHook })[METRIC_HOOK]?.(name, value);
  return makeAdaptiveLambda(core, tell, options);
}

/**
 * An adaptive λ as a callback of `fit` and `fitDataset`. The loss that is watched is that of the compiled model on x and y, without penalties and in inference mode; the
 * penalty is that of the layers' own `tf.regularizers`, whose numbers are multiplied by the same factor as λ. Where the penalty is in the loss (`withJacobianPenalty`), give it as
 * `penalty`, with λ = 1.
 *
 * @throws PenaltyError `no-regularizer`, `own-regularizer`; when it trains `not-compiled`.
 * @example
 * const lambda = adaptiveLambda({ lambda: 0.01 });
 * model.add(tf.layers.dense({ units: 10, kernelRegularizer: tf.regularizers.l2({ l2: lambda.value }) }));
 * model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
 * await model.fit(x, y, { callbacks: adaptLambda(lambda, model, { x: xVal, y: yVal }) });
 */
export function adaptLambda(lambda: AdaptiveLambda, model: FittedModel, given: FitAdaptation): FitCallback {
  return adaptInFit(core, lambda, model, given);
}

function penaltyOptions(options: JacobianOptions): PenaltyOptions {
  const { lambda, wrt, seed } = options;
  const checked = checkedOptions({ ...options, lambda: strengthOf(lambda) });
  return { ...checked, wrt: wrt === undefined ? null : listOf(wrt), random: randomOf(seed) };
}

const inferenceOf = (model: AppliedModel, x: Tensor | Tensor[]) =>
  model.apply(x, { training: false }) as Tensor | Tensor[];
const isOutputs = (model: unknown): model is Tensor | readonly Tensor[] =>
  Array.isArray(model) || model instanceof core.Tensor;
const listOf = (tensors: Tensor | readonly Tensor[]) => (Array.isArray(tensors) ? tensors : [tensors]) as Tensor[];

/** In a session the term is shown by this name, and in this form. */
function named(penalty: Scalar, { lambda, factor, wrt }: PenaltyOptions): Scalar {
  const before = factor === 1 ? 'λ' : factor === 0.5 ? 'λ/2' : `${factor} λ`;
  const form = { formula: `${before} mean ‖∂z/∂${wrt ? 'w' : 'x'}‖²`, lambda };
  (globalThis as { [TERM_HOOK]?: TermHook })[TERM_HOOK]?.('jacobian', penalty, form);
  return penalty;
}
