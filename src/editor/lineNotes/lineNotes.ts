/**
 * Gradients at the ends of the lines that make them, in the editors of the run that is shown: they follow the scrubber of the
 * inspector and the edits of the user.
 */
import * as vscode from 'vscode';
import { createThrottle } from '../throttle.js';
import { LANGUAGES } from '../trainingLenses.js';
import { mapLines, type LineMap } from './lineMap.js';
import { noteHover } from './noteHover.js';
import { noteOptions, type PlacedNote } from './noteDecorations.js';
import { notesOf } from './notes.js';
import type { LinesShown, ShownLines } from './shownLines.js';

export type LineNotesSetting = 'off' | 'hover' | 'on';

export interface DrawnNotes {
  file: string;
  viewColumn: vscode.ViewColumn | undefined;
  notes: readonly PlacedNote[];
}

export interface LineNotes extends vscode.Disposable {
  /** What stands at the ends of lines now, by editor. */
  drawn(): DrawnNotes[];
  /** How often it was looked at what is to be drawn, and the longest that it took, in milliseconds of the processor. */
  readonly work: { updates: number; longest: number };
}

/** At most ten updates a second. */
const UPDATE_INTERVAL = 100;
/** A line on which nothing was typed for so long is not being typed on. */
const TYPING = 1500;

export function createLineNotes(lines: ShownLines): LineNotes {
  const type = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  /** By document: what was drawn last, and the lines of its text now. */
  const drawn = new Map<vscode.TextEditor, { key: string; notes: PlacedNote[] }>();
  const maps = new WeakMap<vscode.TextDocument, { run: string; version: number; map: LineMap }>();
  let hovered: { document: vscode.TextDocument; line: number } | null = null;
  let typing: { document: vscode.TextDocument; line: number } | null = null;
  let typed: ReturnType<typeof setTimeout> | null = null;

  const work = { updates: 0, longest: 0 };
  const update = () => {
    const begun = process.cpuUsage();
    drawAll();
    const { user, system } = process.cpuUsage(begun);
    work.updates++;
    work.longest = Math.max(work.longest, (user + system) / 1000);
  };
  const drawAll = () => {
    const shown = lines.now();
    const open = new Set(vscode.window.visibleTextEditors);
    for (const editor of drawn.keys()) if (!open.has(editor)) drawn.delete(editor);
    for (const editor of open) draw(editor, shown && !isInDiff(editor) ? notesIn(editor.document, shown) : []);
  };
  const throttle = createThrottle(UPDATE_INTERVAL, update);

  function draw(editor: vscode.TextEditor, notes: PlacedNote[]): void {
    const key = JSON.stringify(notes);
    if ((drawn.get(editor)?.key ?? '[]') === key) return;
    drawn.set(editor, { key, notes });
    editor.setDecorations(
      type,
      notes.map((note) => noteOptions(note, editor.document)),
    );
  }

  function notesIn(document: vscode.TextDocument, shown: LinesShown): PlacedNote[] {
    const setting = settingFor(document);
    const map = setting === 'off' ? null : mapOf(document, shown);
    if (!map) return [];
    const placed = notesOf(document.uri.fsPath, shown.norms, shown.findings, shown.step, vscode.l10n.t).flatMap(
      (note) => {
        const now = map.lineNow(note.line);
        const isThere = now !== null && now <= document.lineCount;
        return isThere ? [{ ...note, at: now - 1, changed: map.isChanged(note.line) }] : [];
      },
    );
    return placed.filter(({ at, severity }) => {
      if (typing?.document === document && typing.line === at) return false;
      return setting === 'on' || severity !== null || (hovered?.document === document && hovered.line === at);
    });
  }

  /** Null where the document is no file of the run. */
  function mapOf(document: vscode.TextDocument, { id, sources }: LinesShown): LineMap | null {
    const source =
      document.uri.scheme === 'file' ? sources.find(({ file }) => file === document.uri.fsPath) : undefined;
    if (!source) return null;
    const run = `${id} ${source.sha256}`;
    const known = maps.get(document);
    if (known?.run === run && known.version === document.version) return known.map;
    const map = mapLines(source.text.split(LINE_END), document.getText().split(LINE_END));
    maps.set(document, { run, version: document.version, map });
    return map;
  }

  function hoverAt(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | null {
    const shown = settingFor(document) === 'off' ? null : lines.now();
    const map = shown && mapOf(document, shown);
    const line = map?.lineThen(position.line + 1) ?? null;
    const file = document.uri.fsPath;
    const found = shown?.norms?.lines.find((each) => each.file === file && each.line === line);
    if (!shown?.norms || !map || line === null || !found) return null;
    hovered = { document, line: position.line };
    throttle.request();
    const card = noteHover({
      ...{ file, line, norm: found.norm, step: shown.step, measured: shown.norms.step },
      changed: map.isChanged(line),
      detail: lines.detail(shown.training, shown.norms.step),
      history: lines.history(shown.training, file, line),
      variables: shown.variables.filter((each) => each.file === file && each.line === line).map(({ name }) => name),
    });
    return new vscode.Hover(card, document.lineAt(position.line).range);
  }

  function typedOn(document: vscode.TextDocument, line: number): void {
    typing = { document, line };
    if (typed) clearTimeout(typed);
    typed = setTimeout(typedNoMore, TYPING);
    throttle.request();
  }
  function typedNoMore(): void {
    typing = null;
    throttle.request();
  }

  const parts = [
    type,
    vscode.languages.registerHoverProvider(
      LANGUAGES.map((language) => ({ language, scheme: 'file' })),
      { provideHover: hoverAt },
    ),
    vscode.window.onDidChangeVisibleTextEditors(() => throttle.request()),
    vscode.window.tabGroups.onDidChangeTabs(() => throttle.request()),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const [change] = contentChanges;
      const isHere = vscode.window.visibleTextEditors.some((editor) => editor.document === document);
      if (!change || !isHere) return;
      hovered = null;
      typedOn(document, change.range.start.line + change.text.split('\n').length - 1);
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      if (hovered?.document === textEditor.document && selections[0]?.active.line !== hovered.line) hovered = null;
      if (typing?.document === textEditor.document && selections[0]?.active.line !== typing.line) typedNoMore();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('gradlens.lineNotes')) throttle.request();
    }),
  ];
  const stop = lines.onDidChange(() => throttle.request());
  throttle.request();
  return {
    work,
    drawn: () =>
      [...drawn].map(([{ document, viewColumn }, { notes }]) => ({ file: document.uri.fsPath, viewColumn, notes })),
    dispose() {
      stop();
      throttle.dispose();
      if (typed) clearTimeout(typed);
      for (const part of parts) part.dispose();
    },
  };
}

const LINE_END = /\r\n|\n|\r/;

const settingFor = (document: vscode.TextDocument) =>
  vscode.workspace.getConfiguration('gradlens', document).get<LineNotesSetting>('lineNotes', 'hover');

/** Both sides of a diff editor, and editors inside of another one, are in no tab of their own text. */
function isInDiff({ viewColumn, document }: vscode.TextEditor): boolean {
  const tab = vscode.window.tabGroups.all.find((group) => group.viewColumn === viewColumn)?.activeTab;
  return !(tab?.input instanceof vscode.TabInputText && tab.input.uri.toString() === document.uri.toString());
}
