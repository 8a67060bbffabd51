import type * as tensorflow from '@tensorflow/tfjs-core';

/** The namespace of tfjs-core: of the program's own copy or of the bundled one. */
export type TensorflowCore = typeof tensorflow;
