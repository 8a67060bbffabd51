/** Starts the inspector: beside an editor, or as a page of its own. */
import type { InspectorPost } from '../src/protocol/inspector.js';
import { editorBridge } from './bridge/editorBridge.js';
import './frame/inspector.js';
import { createStore } from './store.js';

const bridge = editorBridge();
const store = createStore({ post: bridge.post, save: bridge.save }, { sections: {}, options: {} });
bridge.onPost((post) => store.receive((post as InspectorPost).messages));
const inspector = document.createElement('gl-inspector');
inspector.store = store;
document.body.append(inspector);
bridge.post({ type: 'ready' });
