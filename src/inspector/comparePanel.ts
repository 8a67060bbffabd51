/** The panel that draws trainings side by side. */
import * as vscode from 'vscode';
import { parseFromCompareView, type ShowComparison } from '../protocol/compareView.js';
import { compareRuns } from '../runs/comparison/compareRuns.js';
import { nothingToCompare } from '../runs/errors.js';
import { openRun } from '../runs/openRun.js';
import { openDocumentation } from './documentation.js';
import { openPicturePanel } from './picturePanel.js';

const COMPARE_PANEL = 'gradlens.comparison';

/** @throws CodedError where a run cannot be read, or there is only one training. */
export function openComparePanel(
  extension: vscode.Uri,
  directories: readonly string[],
  showRun: (directory: string) => void,
): void {
  const runs = directories.map((directory) => openRun(directory));
  if (compareRuns(runs).sides.length < 2) throw nothingToCompare();
  const post = () => {
    for (const run of runs) run.refresh();
    panel.post({ type: 'comparison', comparison: compareRuns(runs) } satisfies ShowComparison);
  };
  const panel = openPicturePanel({
    ...{ extension, type: COMPARE_PANEL, title: vscode.l10n.t('Compare Runs'), script: 'comparison.js' },
    column: vscode.ViewColumn.Active,
    receive(value) {
      const message = parseFromCompareView(value);
      if (message?.type === 'ready' || message?.type === 'refresh') post();
      else if (message?.type === 'glossary') void openDocumentation(extension, 'glossary.md', message.term);
      else if (message && directories[message.run] !== undefined) showRun(directories[message.run]!);
    },
    closed: () => undefined,
  });
}
