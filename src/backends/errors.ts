/** Errors of this room: one factory each, with a code that does not change and a sentence that says what to do. */
import { errorsOf } from '../protocol/told.js';

export const BACKEND_SENTENCES = {
  'backend-unavailable': 'The backend "{0}" cannot be used: {1}',
  'backend-asynchronous':
    'The backend "{0}" cannot be watched, since its values cannot be read synchronously; choose wasm or tensorflow.',
  'backend-wrong-results':
    'The backend "{0}" computes wrong products or gradients on this machine; choose another one.',
  'tensorflow-not-installed':
    'TensorFlow.js is not installed for {0}; run "npm install @tensorflow/tfjs" beside it, or let Gradlens use its own copy.',
  'node-api-unavailable':
    'tf.node.{0} needs the native part of {1}, which is not installed; run "npm rebuild {1} --build-addon-from-source", or do without it.',
} as const;

const error = errorsOf(BACKEND_SENTENCES);

/** A backend was asked for by name and cannot be had. */
export const backendUnavailable = (name: string, why: string) => error('backend-unavailable', name, why);

/** WebGPU can be read only asynchronously, but a step is measured inside the program's own synchronous calls. */
export const backendAsynchronous = (name: string) => error('backend-asynchronous', name);

/** A backend started but computed a wrong product or gradient. */
export const backendWrongResults = (name: string) => error('backend-wrong-results', name);

/** The user's own TensorFlow.js was asked for, and there is none. */
export const tensorflowNotInstalled = (programFile: string) => error('tensorflow-not-installed', programFile);

/** A member of `tf.node` was used, and the native part of tfjs-node is missing. */
export const nodeApiUnavailable = (packageName: string, member: string) =>
  error('node-api-unavailable', member, packageName);
