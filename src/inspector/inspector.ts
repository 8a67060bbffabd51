/** The inspector's two places, a view in the side bar and a panel beside the code, which show the same run. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { FromWebview, InspectorAction, ToWebview } from '../protocol/inspector.js';
import { packNumbers } from '../protocol/posts.js';
import { createFeed, type Feed } from './feed.js';
import { openDocumentation } from './documentation.js';
import { parseFromWebview } from './guards.js';
import { watchLateWebview } from './lateWebview.js';
import { inspectorPage } from './page.js';
import { INSPECTOR_VIEW } from './registerInspector.js';
import type { InspectorSource } from './source.js';

export interface InspectorActions {
  act(action: InspectorAction): void;
  pauseWhen(condition: string | null): void;
  openLine(file: string, line: number): void;
}

type Question = Extract<FromWebview, { request: number }>;
export type Standing = Omit<Extract<FromWebview, { type: 'seek' }>, 'type'>;

export interface Inspector extends vscode.Disposable {
  readonly source: InspectorSource | null;
  /** It can be seen in one of its places. */
  readonly isSeen: boolean;
  /** The step that is shown. */
  readonly standing: Standing | null;
  /** Shows this run in both places; who made the one before lets go of it. */
  show(source: InspectorSource | null): void;
  /** The view in the side bar is seen for the first time, or again after it was closed. */
  takeView(view: vscode.WebviewView): void;
  /** A reloaded window gives the panel back. */
  takePanel(panel: vscode.WebviewPanel): void;
  openInSidebar(): Promise<void>;
  openBeside(): void;
  /** Recomputes the step where the scrubber stands in float64. @throws one sentence where it cannot. */
  verifyStep(): Promise<void>;
  /** Makes the inspector show a step. */
  showStep(training: number, step: number, variable: number | null): void;
  readonly onDidShow: vscode.Event<InspectorSource | null>;
  /** The scrubber was moved. */
  readonly onDidSeek: vscode.Event<void>;
}

export function createInspector(
  extension: vscode.Uri,
  log: vscode.LogOutputChannel,
  actions: InspectorActions,
): Inspector {
  let source: InspectorSource | null = null;
  let stopListening: (() => void) | null = null;
  let panel: vscode.WebviewPanel | null = null;
  let view: vscode.WebviewView | null = null;
  /** Where the scrubber stands: notes on lines follow it. */
  let standing: Standing | null = null;
  /** Asked for while nothing could show it. */
  let wanted: ToWebview | null = null;
  const feeds = new Set<Feed>();
  const shown = new vscode.EventEmitter<InspectorSource | null>();
  const sought = new vscode.EventEmitter<void>();

  const receive = (feed: Feed, value: unknown) => {
    const message = parseFromWebview(value);
    if (!message) return log.warn('inspector-message-malformed: a message of the inspector was dropped', value);
    handle(feed, message);
  };
  const handle = (feed: Feed, message: FromWebview) => {
    switch (message.type) {
      case 'ready':
        feed.hydrate();
        if (wanted) feed.send(wanted);
        wanted = null;
        return;
      case 'drawn':
        return feed.drawn();
      case 'action':
        return actions.act(message.action);
      case 'pauseWhen':
        return actions.pauseWhen(message.condition);
      case 'openLine':
        return actions.openLine(message.file, message.line);
      case 'glossary':
        return void openDocumentation(extension, 'glossary.md', message.term);
      case 'rule':
        return void openDocumentation(extension, 'rules.md', message.rule);
      case 'seek':
        standing = message;
        sought.fire();
        return;
      case 'readings':
      case 'detail':
      case 'curvatureDetail':
      case 'gradientPaths':
        return answer(feed, message);
      case 'measure':
        return void measure(feed, message);
    }
  };
  const measure = async (feed: Feed, message: Extract<FromWebview, { type: 'measure' }>) => {
    const { request, training, what, step } = message;
    try {
      if (!source) throw Object.assign(new Error(vscode.l10n.t('No run is shown.')), { code: 'no-run' });
      feed.send({ type: 'measuring', request, training, what });
      const detail = await source.measure(training, what, step);
      feed.send({ type: 'measured', request, what, detail });
    } catch (error) {
      refuse(feed, message, error);
    }
  };
  const refuse = (feed: Feed, { type, request }: Question, error: unknown) => {
    const { code, message: text } = error as { code?: string; message: string };
    log.warn(`inspector-request-refused: ${type}`, text);
    feed.send({ type: 'refused', request, code: code ?? 'request-failed', message: text });
  };
  const answer = (feed: Feed, message: Exclude<Question, { type: 'measure' }>) => {
    const { request, training } = message;
    const asked = source;
    try {
      if (!asked) throw Object.assign(new Error(vscode.l10n.t('No run is shown.')), { code: 'no-run' });
      if (message.type === 'readings') {
        const readings = asked.readings(training, message.step);
        feed.send({ type: 'readings', request, readings });
      } else if (message.type === 'curvatureDetail') {
        const detail = asked.curvatureDetail(training, message.step);
        feed.send({ type: 'curvatureDetail', request, detail });
      } else if (message.type === 'gradientPaths') {
        const paths = asked.gradientPaths(training, message.step);
        feed.send({ type: 'gradientPaths', request, paths });
      } else {
        const detail = asked.detail(training, message.variable);
        feed.send({ type: 'detail', request, detail });
      }
    } catch (error) {
      refuse(feed, message, error);
    }
  };
  /** `renew` asks for a new frame in the same place, where this one never loads. */
  const connect = (
    webview: vscode.Webview,
    place: 'sidebar' | 'editor',
    isVisible: () => boolean,
    renew: () => void,
  ) => {
    const assets = vscode.Uri.joinPath(extension, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [assets] };
    const feed = createFeed((post) => void webview.postMessage(packNumbers(post)));
    feeds.add(feed);
    const late = watchLateWebview(() => {
      log.warn('inspector-webview-late: a webview of the inspector did not load, and is made anew');
      renew();
    });
    webview.onDidReceiveMessage((value) => {
      late.ready();
      receive(feed, value);
    });
    const visibilityChanged = () => {
      feed.setVisible(isVisible());
      late.setVisible(isVisible());
    };
    visibilityChanged();
    feed.show(source);
    webview.html = inspectorPage({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      script: webview.asWebviewUri(vscode.Uri.joinPath(assets, 'inspector.js')).toString(),
      style: null,
      title: 'Gradlens',
      language: vscode.env.language,
      place,
    });
    const forget = () => {
      late.dispose();
      feed.dispose();
      feeds.delete(feed);
    };
    return { visibilityChanged, forget };
  };
  const takePanel = (next: vscode.WebviewPanel) => {
    panel?.dispose();
    panel = next;
    next.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.png');
    const renew = () => {
      const column = next.viewColumn ?? vscode.ViewColumn.Beside;
      next.dispose();
      openPanel(column);
    };
    const frame = connect(next.webview, 'editor', () => next.visible, renew);
    next.onDidChangeViewState(frame.visibilityChanged);
    next.onDidDispose(() => {
      frame.forget();
      if (panel === next) panel = null;
    });
  };
  const openPanel = (viewColumn: vscode.ViewColumn) => {
    const place = { viewColumn, preserveFocus: true };
    takePanel(vscode.window.createWebviewPanel(INSPECTOR_VIEW, 'Gradlens', place, { enableScripts: true }));
  };
  const takeView = (next: vscode.WebviewView) => {
    view = next;
    const frame = connect(
      next.webview,
      'sidebar',
      () => next.visible,
      () => void renewView(),
    );
    next.onDidChangeVisibility(frame.visibilityChanged);
    next.onDidDispose(() => {
      frame.forget();
      if (view === next) view = null;
    });
  };
  return {
    get source() {
      return source;
    },
    get isSeen() {
      return view?.visible === true || panel?.visible === true;
    },
    get standing() {
      return standing;
    },
    onDidShow: shown.event,
    onDidSeek: sought.event,
    takeView,
    takePanel,
    show(next) {
      stopListening?.();
      source = next;
      standing = null;
      stopListening = next?.onDidChange((changes) => feeds.forEach((feed) => feed.changed(changes))) ?? null;
      for (const feed of feeds) feed.show(next);
      shown.fire(next);
    },
    async openInSidebar() {
      if (view) view.show();
      else await vscode.commands.executeCommand('workbench.view.extension.gradlens');
    },
    openBeside() {
      if (panel) return panel.reveal(panel.viewColumn, true);
      openPanel(vscode.ViewColumn.Beside);
    },
    async verifyStep() {
      if (!source) throw new Error(vscode.l10n.t('No run is shown.'));
      const training = standing?.training ?? source.head().trainings[0]?.id ?? 0;
      const step = standing && !standing.follow ? standing.step : null;
      const detail = await source.measure(training, 'verify', step);
      for (const feed of feeds) feed.send({ type: 'measured', request: 0, what: 'verify', detail });
    },
    showStep(training, step, variable) {
      const message = { type: 'show', training, step, variable } as const;
      // One that has not loaded yet is told when it has.
      wanted = [...feeds].map((feed) => feed.send(message)).includes(true) ? null : message;
    },
    dispose() {
      stopListening?.();
      source?.dispose();
      // The panel stays: a reloaded window restores it.
      for (const feed of feeds) feed.dispose();
      shown.dispose();
      sought.dispose();
    },
  };
}

/** A view gets a new frame only by being taken away and put back. */
async function renewView(): Promise<void> {
  for (let time = 0; time < 2; time++) await vscode.commands.executeCommand(`${INSPECTOR_VIEW}.toggleVisibility`);
}
