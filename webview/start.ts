/** Puts the parts together: bridge, store, theme, page. */
import type { Bridge } from './bridge/bridge.js';
import { parsePost } from './bridge/validate.js';
import './frame/inspector.js';
import { readViewState } from './state/persistence.js';
import { createStore, type InspectorStore } from './store.js';
import { pageStyles } from './theme/pageStyles.js';
import { watchTheme } from './theme/watchTheme.js';
import { registerToolkit } from './ui/toolkit.js';

export function start(bridge: Bridge): InspectorStore {
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
    store.receive(messages);
  });
  const inspector = document.createElement('gl-inspector');
  inspector.store = store;
  inspector.setAttribute('place', document.body.dataset['place'] ?? (window.innerWidth < 560 ? 'sidebar' : 'editor'));
  document.body.append(inspector);
  bridge.post({ type: 'ready' });
  return store;
}
