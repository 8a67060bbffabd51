/** Starts the inspector: beside an editor, or as a page of its own. */
import './ui/nonce.js';
import { editorBridge, inEditor } from './bridge/editorBridge.js';
import { startAsPage, startInEditor } from './start.js';

if (inEditor()) startInEditor(editorBridge());
else
  startAsPage().catch((error: unknown) => {
    console.error(error);
    document.body.textContent = 'The run in this page cannot be read: the file is damaged. Export it again.';
  });
