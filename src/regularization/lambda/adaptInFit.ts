/** An adaptive λ as a callback of `fit`: what it is judged by comes from the compiled model. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import type { AdaptiveLambda, LambdaStep } from './adaptiveLambda.js';
import {
  dataLoss,
  declaredLambdas,
  declaredPenalty,
  learningRateOf,
  lossesOf,
  type FittedModel,
} from './fittedModel.js';

export interface FitAdaptation {
  /** Validation data, as `evaluate` takes it. */
  x: Tensor | Tensor[];
  y: Tensor | readonly Tensor[];
  /** R, the penalty with λ = 1; then the loss reads `lambda.value` itself. Default: the regularizers of the layers, whose λ are multiplied together. */
  penalty?: () => Scalar;
  /** Default: the optimizer's. */
  learningRate?: number;
}

/** As `fit` and `fitDataset` take it in `callbacks`. */
export interface FitCallback {
  onTrainBegin(): void;
  onBatchEnd(): void;
}

export function adaptInFit(
  core: TensorflowCore,
  lambda: AdaptiveLambda,
  model: FittedModel,
  { x, y, penalty, learningRate }: FitAdaptation,
): FitCallback {
  const declared = penalty ? [] : declaredLambdas(model);
  // They add λR to the loss; R alone is what λ is multiplied by.
  const own = () => core.div<Scalar>(declaredPenalty(core, model), lambda.value);
  const stepNow = (): LambdaStep => ({
    variables: model.trainableWeights.map((weight) => weight.read()),
    penalty: penalty ?? own,
    validation: () => dataLoss(core, model, x, y),
    learningRate: learningRate ?? learningRateOf(model),
  });
  return {
    onTrainBegin() {
      lossesOf(model);
      lambda.begin(stepNow());
    },
    onBatchEnd() {
      const factor = lambda.step(stepNow());
      for (const numbers of declared) {
        numbers.l1 *= factor;
        numbers.l2 *= factor;
      }
    },
  };
}
