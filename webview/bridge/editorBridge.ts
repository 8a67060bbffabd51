import { unpackNumbers } from '../../src/protocol/posts.js';
import type { Bridge } from './bridge.js';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export const inEditor = (): boolean => typeof acquireVsCodeApi === 'function';

export function editorBridge(): Bridge {
  const api = acquireVsCodeApi();
  return {
    place: 'editor',
    post: (message) => api.postMessage(message),
    onPost: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => listener(unpackNumbers(event.data))),
    load: () => api.getState(),
    save: (state) => api.setState(state),
  };
}
