/** The panel that draws a tuning. */
import * as vscode from 'vscode';
import { parseFromTuneView, type FromTuneView, type TuneShown } from '../protocol/tuneView.js';
import { openDocumentation } from './documentation.js';
import { openPicturePanel } from './picturePanel.js';

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
  let shown: TuneShown | null = null;
  const panel = openPicturePanel({
    ...{ extension, type: TUNE_PANEL, title: vscode.l10n.t('Tune {0}', name), script: 'tuning.js' },
    column: vscode.ViewColumn.Beside,
    receive(value) {
      const message = parseFromTuneView(value);
      if (message?.type === 'ready') post();
      else if (message?.type === 'glossary') void openDocumentation(extension, 'glossary.md', message.term);
      else if (message) receive(message);
    },
    closed,
  });
  const post = () => {
    if (shown !== null) panel.post({ type: 'tune', shown });
  };
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
