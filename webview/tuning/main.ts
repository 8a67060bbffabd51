/** Starts the picture of a tuning beside an editor. */
import '../ui/nonce.js';
import type { FromTuneView, ToTuneView } from '../../src/protocol/tuneView.js';
import { pageStyles } from '../theme/pageStyles.js';
import { watchTheme } from '../theme/watchTheme.js';
import './tuning.js';

declare function acquireVsCodeApi(): { postMessage(message: FromTuneView): void };

const api = acquireVsCodeApi();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, pageStyles.styleSheet!];
const tuning = document.createElement('gl-tuning');
tuning.post = (message) => api.postMessage(message);
let version = 0;
watchTheme((kind) => (tuning.theme = { kind, version: ++version }));
window.addEventListener('message', ({ data }: MessageEvent<ToTuneView>) => {
  if ((data as Partial<ToTuneView> | null)?.type === 'tune') tuning.shown = data.shown;
});
document.body.append(tuning);
api.postMessage({ type: 'ready' });
