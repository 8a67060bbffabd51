/** Registers the inspector's two places; the inspector itself is loaded when one of them is seen. */
import * as vscode from 'vscode';
import type { Inspector } from './inspector.js';

export const INSPECTOR_VIEW = 'gradlens.inspector';

export function registerInspector(load: () => Promise<Inspector>): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.registerWebviewViewProvider(INSPECTOR_VIEW, {
      resolveWebviewView: async (view) => (await load()).takeView(view),
    }),
    vscode.window.registerWebviewPanelSerializer(INSPECTOR_VIEW, {
      deserializeWebviewPanel: async (panel) => (await load()).takePanel(panel),
    }),
  );
}
