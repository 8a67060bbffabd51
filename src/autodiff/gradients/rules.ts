/** All gradients that are added to those of TensorFlow.js, or put in their place. */
import type { GradientRule } from '../gradientRules.js';
import { arithmeticRules } from './arithmetic.js';
import { averagePoolRules } from './averagePool.js';
import { comparisonRules } from './comparison.js';
import { convolutionRules } from './convolution.js';
import { cumulativeRules } from './cumulative.js';
import { dilation2dRules } from './dilation2d.js';
import { einsumRules } from './einsum.js';
import { eluRules } from './elu.js';
import { indexingRules } from './indexing.js';
import { lrnRules } from './lrn.js';
import { maxPoolRules } from './maxPool.js';
import { mirrorPadRules } from './mirrorPad.js';
import { rearrangingRules } from './rearranging.js';
import { resizeRules } from './resize.js';
import { stepRules } from './steps.js';
import { tileRules } from './tile.js';

export const gradientRules: GradientRule[] = [
  ...arithmeticRules,
  ...averagePoolRules,
  ...comparisonRules,
  ...convolutionRules,
  ...cumulativeRules,
  ...dilation2dRules,
  ...einsumRules,
  ...eluRules,
  ...indexingRules,
  ...lrnRules,
  ...maxPoolRules,
  ...mirrorPadRules,
  ...rearrangingRules,
  ...resizeRules,
  ...stepRules,
  ...tileRules,
];
