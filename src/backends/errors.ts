/** Errors of this room: one factory each; `code` is stable, `message` is one sentence that says what to do. */

export type BackendErrorCode =
  | 'backend-unavailable'
  | 'backend-asynchronous'
  | 'backend-wrong-results'
  | 'tensorflow-not-installed'
  | 'node-api-unavailable';

export class BackendError extends Error {
  constructor(
    readonly code: BackendErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'BackendError';
  }
}

/** A backend was asked for by name and cannot be had. */
export function backendUnavailable(name: string, why: string): BackendError {
  return new BackendError('backend-unavailable', `The backend "${name}" cannot be used: ${why}`);
}

/** WebGPU can be read only asynchronously, but a step is measured inside the program's own synchronous calls. */
export function backendAsynchronous(name: string): BackendError {
  return new BackendError(
    'backend-asynchronous',
    `The backend "${name}" cannot be watched, since its values cannot be read synchronously; choose wasm or tensorflow.`,
  );
}

/** A backend started but computed a wrong product or gradient. */
export function backendWrongResults(name: string): BackendError {
  return new BackendError(
    'backend-wrong-results',
    `The backend "${name}" computes wrong products or gradients on this machine; choose another one.`,
  );
}

/** The user's own TensorFlow.js was asked for, and there is none. */
export function tensorflowNotInstalled(programFile: string): BackendError {
  return new BackendError(
    'tensorflow-not-installed',
    `TensorFlow.js is not installed for ${programFile}; run "npm install @tensorflow/tfjs" beside it, or let Gradlens use its own copy.`,
  );
}

/** A member of `tf.node` was used, and the native part of tfjs-node is missing. */
export function nodeApiUnavailable(packageName: string, member: string): BackendError {
  return new BackendError(
    'node-api-unavailable',
    `tf.node.${member} needs the native part of ${packageName}, which is not installed; run "npm rebuild ${packageName} --build-addon-from-source", or do without it.`,
  );
}
