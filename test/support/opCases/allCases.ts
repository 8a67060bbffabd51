import { composedCases } from './composed.js';
import { convolutionCases, poolingCases } from './convolutions.js';
import { comparisonCases, elementwiseCases } from './elementwise.js';
import { algebraCases, imageCases } from './images.js';
import type { OpCase } from './opCase.js';
import { reductionCases } from './reductions.js';
import { shapingCases } from './shaping.js';

/** Every op that has a second derivative; those with an empty kernel are put together from several. */
export const allCases: OpCase[] = [
  ...algebraCases,
  ...comparisonCases,
  ...composedCases,
  ...convolutionCases,
  ...elementwiseCases,
  ...imageCases,
  ...poolingCases,
  ...reductionCases,
  ...shapingCases,
];
