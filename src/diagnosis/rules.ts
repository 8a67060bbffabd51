/** All rules, in the order in which they are asked: causes before what follows from them. */
import type { Rule } from './rule.js';
import { aboveLimit } from './rules/aboveLimit.js';
import { accumulation } from './rules/accumulation.js';
import { batchLabels } from './rules/batchLabels.js';
import { batchMean } from './rules/batchMean.js';
import { batchOfOne } from './rules/batchOfOne.js';
import { batchSoftmax } from './rules/batchSoftmax.js';
import { biasCorrection } from './rules/biasCorrection.js';
import { boundedOutput } from './rules/boundedOutput.js';
import { broadcastLoss } from './rules/broadcastLoss.js';
import { classTargets } from './rules/classTargets.js';
import { clippedScores } from './rules/clippedScores.js';
import { deadUnits } from './rules/deadUnits.js';
import { declaredPenalty } from './rules/declaredPenalty.js';
import { explodingChain } from './rules/explodingChain.js';
import { inputData } from './rules/inputData.js';
import { linearCollapse } from './rules/linearCollapse.js';
import { nanOrigin } from './rules/nanOrigin.js';
import { overfitting } from './rules/overfitting.js';
import { penaltyDominates } from './rules/penaltyDominates.js';
import { sameWeights } from './rules/sameWeights.js';
import { saturatedUnits } from './rules/saturatedUnits.js';
import { sharedWeights } from './rules/sharedWeights.js';
import { singleSoftmax } from './rules/singleSoftmax.js';
import { slowStep } from './rules/slowStep.js';
import { softmaxTwice } from './rules/softmaxTwice.js';
import { unboundedProbabilities } from './rules/unboundedProbabilities.js';
import { uncalledPenalty } from './rules/uncalledPenalty.js';
import { unreachedVariable } from './rules/unreachedVariable.js';
import { unstableLoss } from './rules/unstableLoss.js';
import { untrainedVariable } from './rules/untrainedVariable.js';
import { unusedPenalty } from './rules/unusedPenalty.js';
import { upwardGradient, upwardUpdate } from './rules/upwardUpdate.js';
import { vanishing } from './rules/vanishing.js';
import { weightScale } from './rules/weightScale.js';
import { wrongCustomGradient } from './rules/wrongCustomGradient.js';
import { zeroGradientOp } from './rules/zeroGradientOp.js';

export const RULES: readonly Rule[] = [
  classTargets,
  batchLabels,
  inputData,
  batchOfOne,
  broadcastLoss,
  batchSoftmax,
  batchMean,
  singleSoftmax,
  softmaxTwice,
  unboundedProbabilities,
  boundedOutput,
  clippedScores,
  zeroGradientOp,
  unreachedVariable,
  untrainedVariable,
  sharedWeights,
  linearCollapse,
  wrongCustomGradient,
  upwardGradient,
  upwardUpdate,
  biasCorrection,
  accumulation,
  sameWeights,
  weightScale,
  explodingChain,
  penaltyDominates,
  unusedPenalty,
  uncalledPenalty,
  declaredPenalty,
  nanOrigin,
  unstableLoss,
  aboveLimit,
  saturatedUnits,
  deadUnits,
  vanishing,
  slowStep,
  overfitting,
];
