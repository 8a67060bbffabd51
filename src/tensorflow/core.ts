/** Types of TensorFlow.js that every room may import: nothing here is loaded when a program runs. */
import type * as tensorflow from '@tensorflow/tfjs-core';

/** The namespace of tfjs-core: of the program's own copy or of the bundled one. */
export type TensorflowCore = typeof tensorflow;
