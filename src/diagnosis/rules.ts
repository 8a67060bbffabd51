/** All rules, in the order in which they are asked: causes before what follows from them. */
import type { Rule } from './rule.js';
import { slowStep } from './rules/slowStep.js';
import { unstableLoss } from './rules/unstableLoss.js';

export const RULES: readonly Rule[] = [unstableLoss, slowStep];
