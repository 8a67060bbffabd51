/** Stands between the extension and the next webview panel that it opens: what the panel is told, and what it tells. */
import * as vscode from 'vscode';

export interface WatchedPanel<To, From> {
  posted: To[];
  tell(message: From): void;
}

export function nextPanel<To, From>(): WatchedPanel<To, From> {
  const window = vscode.window as unknown as { createWebviewPanel: typeof vscode.window.createWebviewPanel };
  const original = window.createWebviewPanel;
  const listeners: ((message: unknown) => unknown)[] = [];
  const watched: WatchedPanel<To, From> = {
    posted: [],
    tell: (message) => listeners.forEach((listener) => listener(message)),
  };
  window.createWebviewPanel = (...given) => {
    window.createWebviewPanel = original;
    const panel = original.apply(vscode.window, given);
    const { webview } = panel;
    const post = webview.postMessage.bind(webview);
    const onMessage = webview.onDidReceiveMessage.bind(webview);
    Object.defineProperties(webview, {
      postMessage: {
        value: (message: To) => {
          watched.posted.push(message);
          return post(message);
        },
      },
      onDidReceiveMessage: {
        value: (listener: (message: unknown) => unknown) => {
          listeners.push(listener);
          return onMessage(listener);
        },
      },
    });
    return panel;
  };
  return watched;
}
