/** Starts the inspector: beside an editor, or as a page of its own. */
import './ui/nonce.js';
import { editorBridge } from './bridge/editorBridge.js';
import { start } from './start.js';

start(editorBridge());
