/** All gradients that are added to those of TensorFlow.js, or put in their place. */
import type { GradientRule } from '../gradientRules.js';
import { arithmeticRules } from './arithmetic.js';
import { averagePoolRules } from './averagePool.js';
import { convolutionRules } from './convolution.js';
import { cumulativeRules } from './cumulative.js';
import { dilatedConvolutionRules } from './dilatedConvolution.js';
import { dilation2dRules } from './dilation2d.js';
import { einsumRules } from './einsum.js';
import { eluRules } from './elu.js';
import { floorDivRules } from './floorDiv.js';
import { indexingRules } from './indexing.js';
import { lrnRules } from './lrn.js';
import { maxPoolRules } from './maxPool.js';
import { mirrorPadRules } from './mirrorPad.js';
import { prodRules } from './prod.js';
import { rearrangingRules } from './rearranging.js';
import { resizeRules } from './resize.js';
import { tileRules } from './tile.js';

export const gradientRules: GradientRule[] = [
  ...arithmeticRules,
  ...averagePoolRules,
  ...convolutionRules,
  ...cumulativeRules,
  ...dilatedConvolutionRules,
  ...dilation2dRules,
  ...einsumRules,
  ...eluRules,
  ...floorDivRules,
  ...indexingRules,
  ...lrnRules,
  ...maxPoolRules,
  ...mirrorPadRules,
  ...prodRules,
  ...rearrangingRules,
  ...resizeRules,
  ...tileRules,
];
