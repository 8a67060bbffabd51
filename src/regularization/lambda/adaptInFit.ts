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
  x: Tensor | Tensor[];
  y: Tensor | readonly Tensor[];
  /** R, the penalty with λ = 1; absent: that of the layers' regularizers. */
  penalty?: () => Scalar;
  learningRate?: number;
}

export function adaptInFit(
  core: TensorflowCore,
  lambda: AdaptiveLambda,
  model: FittedModel,
  { x, y, penalty, learningRate }: FitAdaptation,
) {
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
