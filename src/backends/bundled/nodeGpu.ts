/** Stands in for `@tensorflow/tfjs-node-gpu` where its native part is missing. */
import * as tf from '@tensorflow/tfjs';
import { refusingNodeApi, registerNodeFeatures } from './substituteNode.js';

export * from '@tensorflow/tfjs';
export { io } from './substituteNode.js';

export const version = { ...tf.version, 'tfjs-node': tf.version['tfjs-core'] };
export const node = refusingNodeApi('@tensorflow/tfjs-node-gpu');

registerNodeFeatures();
