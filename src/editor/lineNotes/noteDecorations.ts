/** How a note looks: a bar and a number, or the words of a finding, 24 px after the code. */
import * as vscode from 'vscode';
import type { Severity } from '../../protocol/records.js';
import type { Note } from './notes.js';

export interface PlacedNote extends Note {
  /** Line of the document, from 0. */
  at: number;
  /** The line is another one than the one that ran. */
  changed: boolean;
}

const GAP = '24px';
const BAR = 32;

export function noteOptions(note: PlacedNote, document: vscode.TextDocument): vscode.DecorationOptions {
  const { end } = document.lineAt(note.at).range;
  const text: vscode.ThemableDecorationAttachmentRenderOptions = {
    contentText: note.text,
    color: new vscode.ThemeColor(note.changed ? 'disabledForeground' : colourOf(note.severity)),
    ...(note.changed ? { fontStyle: 'italic' } : {}),
  };
  const renderOptions =
    note.bar === null
      ? { after: { ...text, margin: `0 0 0 ${GAP}` } }
      : { before: barOptions(note.bar, note), after: text };
  return { range: new vscode.Range(end, end), renderOptions };
}

/**
 * A decoration has one colour of the theme, and the bar needs two: the rest of its track is a line. What stands in
 * `textDecoration` goes into the style as it is.
 */
function barOptions(
  length: number,
  { changed, isBroken }: PlacedNote,
): vscode.ThemableDecorationAttachmentRenderOptions {
  // In whole pixels: each length is a style of its own.
  const filled = Math.round(length * BAR);
  // What is not finite is no size: another colour, and broken up.
  const fill = isBroken
    ? 'repeating-linear-gradient(to right, var(--vscode-charts-red) 0 4px, transparent 4px 6px)'
    : `linear-gradient(to right, var(--vscode-charts-blue) ${filled}px, transparent ${filled}px)`;
  return {
    contentText: '',
    width: `${BAR}px`,
    height: '6px',
    margin: `0 8px 0 ${GAP}`,
    textDecoration: `none; background: ${fill}; border-bottom: 1px solid var(--vscode-charts-lines); vertical-align: middle; opacity: ${changed ? 0.4 : 0.85}`,
  };
}

function colourOf(severity: Severity | null): string {
  switch (severity) {
    case null:
      return 'editorCodeLens.foreground';
    case 'info':
      return 'problemsInfoIcon.foreground';
    case 'warning':
      return 'problemsWarningIcon.foreground';
    case 'error':
      return 'problemsErrorIcon.foreground';
  }
}
