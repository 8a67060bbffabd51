/** All gradients that are added to those of TensorFlow.js, or put in their place. */
import type { GradientRule } from '../gradientRules.js';
import { comparisonRules } from './comparison.js';
import { convolutionRules } from './convolution.js';
import { maxPoolRules } from './maxPool.js';
import { tileRules } from './tile.js';

export const gradientRules: GradientRule[] = [...comparisonRules, ...convolutionRules, ...maxPoolRules, ...tileRules];
