/** A compiled model as an adaptive λ needs it: its loss of data alone, its penalty, and the numbers in its regularizers. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { notCompiled, noRegularizer, ownRegularizer } from '../errors.js';

type LossFunction = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** `tf.LayersModel`, as far as it is used here. */
export interface FittedModel {
  apply(inputs: Tensor | Tensor[], options?: object): unknown;
  layers: object[];
  trainableWeights: { read(): Tensor }[];
}

/** What its published types leave out. */
interface Compiled {
  /** What a `tf.Sequential` is inside. */
  model?: Compiled;
  lossFunctions?: LossFunction[];
  calculateLosses?(): Tensor[];
  optimizer?: { learningRate?: number };
}

/** Under it a loss function with a penalty keeps the one without. */
export const DATA_LOSS = Symbol('loss without the penalty');

const compiled = (model: FittedModel): Compiled => (model as Compiled).model ?? (model as Compiled);

/** @throws PenaltyError `not-compiled` */
export function lossesOf(model: FittedModel): LossFunction[] {
  const { lossFunctions } = compiled(model);
  if (!lossFunctions) throw notCompiled();
  return lossFunctions;
}

const listOf = <T>(given: T | readonly T[]): readonly T[] => (Array.isArray(given) ? given : [given as T]);

/** Mean over the samples, summed over the outputs, without a penalty: what `evaluate` calls the loss, in inference mode. @throws PenaltyError */
export function dataLoss(
  core: TensorflowCore,
  model: FittedModel,
  x: Tensor | Tensor[],
  y: Tensor | readonly Tensor[],
): Scalar {
  const outputs = listOf(model.apply(x, { training: false }) as Tensor | Tensor[]);
  const targets = listOf(y);
  const all = lossesOf(model).map((loss, i) => {
    const own = (loss as LossFunction & { [DATA_LOSS]?: LossFunction })[DATA_LOSS] ?? loss;
    return core.mean<Scalar>(own(targets[i]!, outputs[i]!));
  });
  return all.reduce((sum, each) => core.add<Scalar>(sum, each));
}

/** Σ of what the layers' regularizers add to the loss. */
export function declaredPenalty(core: TensorflowCore, model: FittedModel): Scalar {
  const losses = compiled(model).calculateLosses?.() ?? [];
  return losses.reduce<Scalar>((sum, each) => core.add<Scalar>(sum, core.mean(each)), core.scalar(0));
}

/** The λ inside of `tf.regularizers.l1`, `l2` and `l1l2`. */
export interface DeclaredLambdas {
  l1: number;
  l2: number;
}

/** Each once, of all layers. @throws PenaltyError where there is none, or one whose λ is not known. */
export function declaredLambdas({ layers }: FittedModel): DeclaredLambdas[] {
  const found = new Set<DeclaredLambdas>();
  for (const layer of layers) {
    for (const [option, value] of Object.entries(layer)) {
      if (!/Regularizer$/.test(option) || value === null || value === undefined) continue;
      const { l1, l2 } = value as Partial<DeclaredLambdas>;
      if (typeof l1 !== 'number' || typeof l2 !== 'number')
        throw ownRegularizer((layer as { name: string }).name, option);
      found.add(value as DeclaredLambdas);
    }
  }
  if (found.size === 0) throw noRegularizer();
  return [...found];
}

/** η of the optimizer that it was compiled with; NaN: it has none. */
export const learningRateOf = (model: FittedModel): number => compiled(model).optimizer?.learningRate ?? NaN;
