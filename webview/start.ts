/** Puts the parts together: bridge, store, theme, page. */
import type { Bridge } from './bridge/bridge.js';
import { whenDrawn } from './bridge/drawn.js';
import { pageBridge } from './bridge/pageBridge.js';
import { parsePost } from './bridge/validate.js';
import './frame/inspector.js';
import './html/page.js';
import { keepPageTheme } from './html/pageTheme.js';
import { readViewState } from './state/persistence.js';
import { createStore, type InspectorStore } from './store.js';
import { pageStyles } from './theme/pageStyles.js';
import { watchTheme } from './theme/watchTheme.js';
import { registerToolkit } from './ui/toolkit.js';

/** Below this a webview that does not say where it stands is taken for the sidebar's. */
const SIDEBAR_BELOW = 560;

export function startInEditor(bridge: Bridge): void {
  const store = connect(bridge);
  const inspector = document.createElement('gl-inspector');
  const narrow = window.innerWidth < SIDEBAR_BELOW;
  inspector.setAttribute('place', document.body.dataset['place'] ?? (narrow ? 'sidebar' : 'editor'));
  inspector.store = store;
  document.body.append(inspector);
  bridge.post({ type: 'ready' });
}

export async function startAsPage(): Promise<void> {
  const page = document.createElement('gl-page');
  const bridge = await pageBridge((file, line) => page.openLine(file, line));
  page.store = connect(bridge);
  keepPageTheme(page.store);
  document.body.append(page);
  bridge.post({ type: 'ready' });
}

function connect(bridge: Bridge): InspectorStore {
  registerToolkit();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, pageStyles.styleSheet!];
  const store = createStore(
    { post: bridge.post, save: bridge.save, place: bridge.place },
    readViewState(bridge.load()),
    window.innerWidth,
  );
  watchTheme((kind) => store.setTheme(kind));
  bridge.onPost((post) => {
    const { messages, dropped } = parsePost(post);
    if (dropped.length > 0) console.warn(`Gradlens: left out what is not a message: ${dropped.join(', ')}`);
    const began = performance.now();
    store.receive(messages);
    whenDrawn(began, () => bridge.post({ type: 'drawn' }));
  });
  return store;
}
