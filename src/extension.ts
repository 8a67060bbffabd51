/** Wires the editor, the inspector and the session together; what they do is in their own rooms. */
import * as vscode from 'vscode';
import { createEditor } from './editor/editor.js';
import { createInspector } from './inspector/inspector.js';
import { createShownRun } from './inspector/shownRun.js';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Gradlens', { log: true });
  const inspector = createInspector(context.extensionUri, log, {
    act: (action) => void editor.act(action),
    pauseWhen: (condition) => void editor.setPauseWhen(condition),
    openLine: (file, line) => void editor.openLine(file, line),
  });
  const shown = createShownRun(
    inspector,
    () => editor.recorded(),
    (directory, request) => editor.replay(directory, request),
  );
  const editor = createEditor(context, log, {
    openInSidebar: () => inspector.openInSidebar(),
    openBeside: () => inspector.openBeside(),
    verifyStep: () => inspector.verifyStep(),
    ...shown,
  });
  context.subscriptions.push(log, inspector, editor);
  // Not awaited: activation is over before the run of an earlier window is looked for.
  setImmediate(() => void editor.restore());
}

export function deactivate(): void {
  // Nothing to wait for: a session ends itself after its grace time, or the reloaded window finds it again.
}
