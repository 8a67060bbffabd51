/** Starts the picture of a comparison in an editor. */
import '../ui/nonce.js';
import type { FromCompareView } from '../../src/protocol/compareView.js';
import { pageStyles } from '../theme/pageStyles.js';
import { watchTheme } from '../theme/watchTheme.js';
import './comparison.js';
import { parseComparison } from './validateComparison.js';

declare function acquireVsCodeApi(): { postMessage(message: FromCompareView): void };

const api = acquireVsCodeApi();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, pageStyles.styleSheet!];
const panel = document.createElement('gl-comparison');
panel.post = (message) => api.postMessage(message);
let version = 0;
watchTheme((kind) => (panel.theme = { kind, version: ++version }));
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  panel.comparison = parseComparison(data) ?? panel.comparison;
});
document.body.append(panel);
api.postMessage({ type: 'ready' });
