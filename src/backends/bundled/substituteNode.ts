/**
 * What stands in for `@tensorflow/tfjs-node` and `-gpu` where their native part is missing: models in files and over
 * http, the progress bar of `fit`, and a `tf.node` whose members refuse by name.
 */
import { ProgbarLogger } from '@tensorflow/tfjs-node-gpu/dist/callbacks.js';
import { nodeFileSystemRouter } from '@tensorflow/tfjs-node-gpu/dist/io/file_system.js';
import * as nodeIo from '@tensorflow/tfjs-node-gpu/dist/io/index.js';
import * as tf from '@tensorflow/tfjs';
import { nodeApiUnavailable } from '../errors.js';

/** Members of `tf.node` in tfjs-node 4. */
const NODE_API = [
  'decodeImage',
  'decodeBmp',
  'decodeGif',
  'decodePng',
  'decodeJpeg',
  'encodeJpeg',
  'encodePng',
  'summaryFileWriter',
  'tensorBoard',
  'getMetaGraphsFromSavedModel',
  'getNumOfSavedModels',
  'loadSavedModel',
] as const;

export const io = { ...tf.io, ...nodeIo };

/** As loading the package does: `file://` models and, at verbosity 1, a progress bar. */
export function registerNodeFeatures(): void {
  tf.io.registerLoadRouter(nodeFileSystemRouter);
  tf.io.registerSaveRouter(nodeFileSystemRouter);
  tf.registerCallbackConstructor(1, ProgbarLogger);
}

export function refusingNodeApi(packageName: string): Record<(typeof NODE_API)[number], () => never> {
  const refuse = (member: string) => () => {
    throw nodeApiUnavailable(packageName, member);
  };
  return Object.fromEntries(NODE_API.map((member) => [member, refuse(member)])) as ReturnType<typeof refusingNodeApi>;
}
