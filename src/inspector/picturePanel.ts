/** A panel beside the editor that draws one thing of its own, in the same page and under the same policy as the inspector. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { inspectorPage } from './page.js';

export interface PicturePanelParts {
  extension: vscode.Uri;
  /** View type: `gradlens.` and its name. */
  type: string;
  title: string;
  /** Its bundle in dist/webview. */
  script: string;
  column: vscode.ViewColumn;
  /** Not trusted: what it is must be checked. A webview that was hidden is loaded anew, and says again that it is ready. */
  receive(value: unknown): void;
  closed(): void;
}

export interface PicturePanel extends vscode.Disposable {
  post(message: unknown): void;
}

export function openPicturePanel(parts: PicturePanelParts): PicturePanel {
  const { extension, type, title, script, column } = parts;
  const place = { viewColumn: column, preserveFocus: column === vscode.ViewColumn.Beside };
  const assets = vscode.Uri.joinPath(extension, 'dist', 'webview');
  const panel = vscode.window.createWebviewPanel(type, title, place, {
    enableScripts: true,
    localResourceRoots: [assets],
  });
  panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.png');
  panel.webview.onDidReceiveMessage(parts.receive);
  panel.onDidDispose(parts.closed);
  panel.webview.html = inspectorPage({
    cspSource: panel.webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    script: panel.webview.asWebviewUri(vscode.Uri.joinPath(assets, script)).toString(),
    style: null,
    title: 'Gradlens',
    language: vscode.env.language,
    place: 'editor',
  });
  return {
    post: (message) => void panel.webview.postMessage(message),
    dispose: () => panel.dispose(),
  };
}
