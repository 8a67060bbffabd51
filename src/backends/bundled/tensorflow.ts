/**
 * The bundled TensorFlow.js, for programs without a copy of their own: what `@tensorflow/tfjs` exports, less the
 * WebGL backend, which Node cannot use. The packages stay apart (core.cjs, layers.cjs, …): one core for all of them.
 */
import { version_cpu } from '@tensorflow/tfjs-backend-cpu';
import { version_converter } from '@tensorflow/tfjs-converter';
import { version_core } from '@tensorflow/tfjs-core';
import * as data from '@tensorflow/tfjs-data';
import { version_layers } from '@tensorflow/tfjs-layers';

export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-layers';
export * from '@tensorflow/tfjs-converter';
export * from '@tensorflow/tfjs-backend-cpu';
export { data };

export const version = {
  tfjs: version_core,
  'tfjs-core': version_core,
  'tfjs-backend-cpu': version_cpu,
  'tfjs-data': data.version_data,
  'tfjs-layers': version_layers,
  'tfjs-converter': version_converter,
};
