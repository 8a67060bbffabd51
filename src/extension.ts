/**
 * Wires what the editor must have at once: lenses, commands and views, each only registered. What a session, a run or
 * the inspector needs is loaded with the first of them (`firstUse.ts`).
 */
import * as vscode from 'vscode';
import { registerCommands } from './editor/commands.js';
import type { DrawnNotes, LineNotes } from './editor/lineNotes/lineNotes.js';
import { createResults } from './editor/results.js';
import { registerRunsView } from './editor/runsView.js';
import { scanDocument } from './editor/scanDocument.js';
import { lastSession } from './editor/sessionMemory.js';
import { createTrainingLenses } from './editor/trainingLenses.js';
import { registerLambdaLenses } from './editor/tuning/lambdaLenses.js';
import type { Used } from './firstUse.js';
import { registerInspector } from './inspector/registerInspector.js';

/** What the extension tells others; tests look here. */
export interface Exports {
  /** What stands at the ends of lines. */
  notes(): Promise<Pick<LineNotes, 'work'> & { drawn: readonly DrawnNotes[] }>;
}

export function activate(context: vscode.ExtensionContext): Exports {
  const log = vscode.window.createOutputChannel('Gradlens', { log: true });
  const results = createResults(context.workspaceState);
  const lenses = createTrainingLenses({ scan: scanDocument, last: (target) => results.of(target) });
  let used: Promise<Used> | null = null;
  const use = () =>
    (used ??= import('./firstUse.js').then(({ wire }) => {
      const parts = wire(context, log, lenses, results);
      context.subscriptions.push(parts);
      return parts;
    }));
  context.subscriptions.push(
    log,
    lenses,
    registerLambdaLenses(),
    registerCommands(async () => (await use()).editor.handlers, log),
    registerRunsView(async () => (await use()).editor.tree),
    registerInspector(async () => (await use()).inspector),
  );
  // Not awaited: activation is over before the run of an earlier window is looked for.
  if (lastSession(context.workspaceState)) setImmediate(() => void use().then(({ editor }) => editor.restore()));
  return {
    async notes() {
      const { notes } = await use();
      return { drawn: notes.drawn(), work: { ...notes.work } };
    },
  };
}

export function deactivate(): void {
  // Nothing to wait for: a session ends itself after its grace time, or the reloaded window finds it again.
}
