/**
 * Findings in the editor: Problems, a mark in the gutter and a card over the line, of the run that the inspector shows, while it
 * trains and after. They follow edits.
 */
import { readFileSync, statSync } from 'node:fs';
import * as vscode from 'vscode';
import type { FindingsNow } from '../../protocol/findings.js';
import type { Severity } from '../../protocol/records.js';
import { createThrottle } from '../throttle.js';
import { codeActionsFor } from './codeActions.js';
import { diagnosticOf } from './diagnostics.js';
import { findingHover } from './findingHover.js';
import { placeFindings, type PlacedFinding } from './placedFindings.js';

export interface FindingsSource extends vscode.Disposable {
  now(): FindingsNow | null;
  onDidChange(listener: () => void): () => void;
}

/** At most ten updates a second. */
const UPDATE_INTERVAL = 100;
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

export function createFindingMarks(extension: vscode.Uri, source: FindingsSource): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection('gradlens');
  const gutters = SEVERITIES.map((severity) => ({ severity, type: gutterOf(extension, severity) }));
  const page = rulePages(extension);
  const kept = keptTexts();
  let placed: readonly PlacedFinding[] = [];
  let told = '';

  const update = () => {
    const now = source.now();
    placed = now ? placeFindings(now, kept.textOf) : [];
    // As text: a run that goes on changes nothing most of the time.
    const news = JSON.stringify([now?.run, placed]);
    if (news !== told) report();
    told = news;
    markGutters();
  };
  const report = () => {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const one of placed) {
      const diagnostic = diagnosticOf(one, kept.lineOf, page);
      byFile.set(one.file, [...(byFile.get(one.file) ?? []), diagnostic]);
    }
    problems.clear();
    problems.set([...byFile].map(([file, all]) => [vscode.Uri.file(file), all]));
  };
  const markGutters = () => {
    for (const editor of vscode.window.visibleTextEditors) {
      const here = placed.filter(({ file, line }) => line !== null && isFile(editor.document, file));
      // Of several on a line the worst has the mark: it comes first.
      const marked = new Map(here.reverse().map(({ line, finding }) => [line!, finding.severity]));
      for (const { severity, type } of gutters) {
        const lines = [...marked].filter(([, worst]) => worst === severity);
        editor.setDecorations(
          type,
          lines.map(([line]) => new vscode.Range(line, 0, line, 0)),
        );
      }
    }
  };
  const throttle = createThrottle(UPDATE_INTERVAL, update);
  const parts = [
    problems,
    source,
    ...gutters.map(({ type }) => type),
    { dispose: source.onDidChange(() => throttle.request()) },
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (placed.length > 0 || told) if (document.uri.scheme === 'file') throttle.request();
    }),
    vscode.workspace.onDidCloseTextDocument(() => throttle.request()),
    vscode.window.onDidChangeVisibleTextEditors(() => throttle.request()),
    vscode.languages.registerCodeActionsProvider(
      { scheme: 'file' },
      {
        provideCodeActions(document, { start, end }, { diagnostics }) {
          const here = placed.filter(
            ({ file, line }) => line !== null && line >= start.line && line <= end.line && isFile(document, file),
          );
          return codeActionsFor(document, here, diagnostics);
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    vscode.languages.registerHoverProvider(
      { scheme: 'file' },
      {
        provideHover(document, { line }) {
          const here = placed.filter((one) => one.line === line && isFile(document, one.file));
          return here.length > 0 ? new vscode.Hover(here.map(findingHover), document.lineAt(line).range) : null;
        },
      },
    ),
  ];
  throttle.request();
  return {
    dispose() {
      throttle.dispose();
      for (const part of parts) part.dispose();
    },
  };
}

const isFile = ({ uri }: vscode.TextDocument, file: string) => uri.scheme === 'file' && uri.fsPath === file;

function gutterOf(extension: vscode.Uri, severity: Severity): vscode.TextEditorDecorationType {
  const icon = (theme: string) => vscode.Uri.joinPath(extension, 'media', 'findings', `${severity}-${theme}.svg`);
  return vscode.window.createTextEditorDecorationType({
    light: { gutterIconPath: icon('light') },
    dark: { gutterIconPath: icon('dark') },
    gutterIconSize: 'contain',
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

/** Texts of files as they are now: of the open document, else of the disk, read again when it changed there. */
function keptTexts() {
  const read = new Map<string, { changed: number; text: string }>();
  const textOf = (file: string): string | null => {
    const open = vscode.workspace.textDocuments.find((document) => isFile(document, file));
    if (open) return open.getText();
    try {
      const { mtimeMs } = statSync(file);
      if (read.get(file)?.changed !== mtimeMs) read.set(file, { changed: mtimeMs, text: readFileSync(file, 'utf8') });
      return read.get(file)!.text;
    } catch {
      return null;
    }
  };
  const lineOf = (file: string, line: number): string => textOf(file)?.split(/\r\n|\n|\r/)[line] ?? '';
  return { textOf, lineOf };
}

/** The page of the rules at the heading of one: a text opens at a line, not at a heading. */
function rulePages(extension: vscode.Uri) {
  const file = vscode.Uri.joinPath(extension, 'docs', 'rules.md');
  let lines: string[] | null = null;
  return (rule: string): vscode.Uri => {
    try {
      lines ??= readFileSync(file.fsPath, 'utf8').split('\n');
    } catch {
      lines = [];
    }
    const heading = lines.indexOf(`## ${rule}`);
    return heading < 0 ? file : file.with({ fragment: `L${heading + 1}` });
  };
}
