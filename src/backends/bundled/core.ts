/** The bundled tfjs-core, with the gradients and chained ops that `@tensorflow/tfjs` adds to it. */
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';

export * from '@tensorflow/tfjs-core/dist/index.js';
