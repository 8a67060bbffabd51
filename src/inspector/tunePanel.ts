/** The panel that draws a tuning. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { parseFromTuneView, type FromTuneView, type TuneShown } from '../protocol/tuneView.js';
import { openDocumentation } from './documentation.js';
import { inspectorPage } from './page.js';

export const TUNE_PANEL = 'gradlens.tuning';

/** What the panel leaves to others. */
type TuneRequestOfView = Exclude<FromTuneView, { type: 'ready' | 'glossary' }>;

export interface TunePanel extends vscode.Disposable {
  show(shown: TuneShown): void;
  readonly shown: TuneShown | null;
}

export function openTunePanel(
  extension: vscode.Uri,
  name: string,
  receive: (message: TuneRequestOfView) => void,
  closed: () => void,
): TunePanel {
  const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  const assets = vscode.Uri.joinPath(extension, 'dist', 'webview');
  const panel = vscode.window.createWebviewPanel(TUNE_PANEL, vscode.l10n.t('Tune {0}', name), place, {
    enableScripts: true,
    localResourceRoots: [assets],
  });
  panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.png');
  let shown: TuneShown | null = null;
  const post = () => {
    if (shown !== null) void panel.webview.postMessage({ type: 'tune', shown });
  };
  panel.webview.onDidReceiveMessage((value) => {
    const message = parseFromTuneView(value);
    // A webview that was hidden is loaded anew, and asks again.
    if (message?.type === 'ready') post();
    else if (message?.type === 'glossary') void openDocumentation(extension, 'glossary.md', message.term);
    else if (message) receive(message);
  });
  panel.onDidDispose(closed);
  panel.webview.html = inspectorPage({
    cspSource: panel.webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    script: panel.webview.asWebviewUri(vscode.Uri.joinPath(assets, 'tuning.js')).toString(),
    style: null,
    title: 'Gradlens',
    language: vscode.env.language,
    place: 'editor',
  });
  return {
    get shown() {
      return shown;
    },
    show(next) {
      shown = next;
      post();
    },
    dispose: () => panel.dispose(),
  };
}
