/** All rules, in the order in which they are asked: causes before what follows from them. */
import type { Rule } from './rule.js';
import { boundedOutput } from './rules/boundedOutput.js';
import { clippedScores } from './rules/clippedScores.js';
import { singleSoftmax } from './rules/singleSoftmax.js';
import { slowStep } from './rules/slowStep.js';
import { softmaxTwice } from './rules/softmaxTwice.js';
import { unboundedProbabilities } from './rules/unboundedProbabilities.js';
import { unstableLoss } from './rules/unstableLoss.js';

export const RULES: readonly Rule[] = [
  singleSoftmax,
  softmaxTwice,
  unboundedProbabilities,
  boundedOutput,
  clippedScores,
  unstableLoss,
  slowStep,
];
