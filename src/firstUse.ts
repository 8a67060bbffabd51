/** What is loaded on first use: sessions, runs and the inspector, wired together. */
import type * as vscode from 'vscode';
import { createLineNotes, type LineNotes } from './editor/lineNotes/lineNotes.js';
import { createEditor, type Editor } from './editor/editor.js';
import { createFindingMarks } from './editor/findings/findingMarks.js';
import type { Results } from './editor/results.js';
import { createTermHover } from './editor/terms/termHover.js';
import type { TrainingLenses } from './editor/trainingLenses.js';
import { openDocumentation } from './inspector/documentation.js';
import { createInspector, type Inspector } from './inspector/inspector.js';
import { termsShown } from './inspector/shownTerms.js';
import { createShownLines } from './inspector/shownLines.js';
import { createShownFindings } from './inspector/shownFindings.js';
import { createShownRun } from './inspector/shownRun.js';
import { openTunePanel } from './inspector/tunePanel.js';

export interface Used extends vscode.Disposable {
  editor: Editor;
  inspector: Inspector;
  notes: LineNotes;
}

export function wire(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  lenses: TrainingLenses,
  results: Results,
): Used {
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
  const termHover = createTermHover(() => termsShown(inspector));
  const lines = createShownLines(inspector);
  const notes = createLineNotes(lines);
  const places = {
    openInSidebar: () => inspector.openInSidebar(),
    openBeside: () => inspector.openBeside(),
    verifyStep: () => inspector.verifyStep(),
    async showLine(file: string, line: number) {
      const now = lines.now();
      if (!inspector.isSeen) await inspector.openInSidebar();
      if (now) inspector.showStep(now.training, now.step, lines.variableAt(now.training, now.step, file, line));
    },
    async showStep(training: number, step: number) {
      if (!inspector.isSeen) await inspector.openInSidebar();
      inspector.showStep(training, step, null);
    },
    async compareRuns(directories: readonly string[]) {
      const { openComparePanel } = await import('./inspector/comparePanel.js');
      openComparePanel(context.extensionUri, directories, (directory) => void editor.handlers.openRun(directory));
    },
    showRule: (rule: string) => openDocumentation(context.extensionUri, 'rules.md', rule),
    ...shown,
  };
  const editor = createEditor({
    ...{ context, log, lenses, results, inspector: places },
    openTunePanel: (...given) => openTunePanel(context.extensionUri, ...given),
  });
  const findings = createFindingMarks(context.extensionUri, createShownFindings(inspector));
  return {
    editor,
    inspector,
    notes,
    dispose() {
      termHover.dispose();
      notes.dispose();
      lines.dispose();
      findings.dispose();
      inspector.dispose();
      editor.dispose();
    },
  };
}
