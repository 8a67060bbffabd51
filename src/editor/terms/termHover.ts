/** The card over a regularizer's line, or a term's: its value and its share of the gradient at the step shown. */
import * as vscode from 'vscode';
import { formatNumber, formatShare } from '../../format/number.js';
import type { SourceFile } from '../../protocol/run.js';
import type { TermsSeries } from '../../protocol/terms.js';
import { LANGUAGES } from '../trainingLenses.js';
import { termsOnLine, type TermReading } from './termsOnLine.js';

export interface TermsHere {
  trainings: { series: TermsSeries; step: number }[];
  sources: readonly SourceFile[];
}

export function createTermHover(shown: () => TermsHere | null): vscode.Disposable {
  const provideHover = (document: vscode.TextDocument, { line }: vscode.Position): vscode.Hover | null => {
    const now = shown();
    const file = document.uri.fsPath;
    const ran = now?.sources.find((source) => source.file === file)?.text.split(LINE_END)[line];
    const { text, range } = document.lineAt(line);
    // Of a line that is another one than ran nothing is known.
    if (!now || ran !== text) return null;
    const readings = now.trainings.flatMap(({ series, step }) =>
      termsOnLine(series, step, { file, line: line + 1, text }),
    );
    return readings.length > 0 ? new vscode.Hover(card(readings), range) : null;
  };
  return vscode.languages.registerHoverProvider(
    LANGUAGES.map((language) => ({ language, scheme: 'file' })),
    { provideHover },
  );
}

const LINE_END = /\r\n|\n|\r/;

function card(readings: readonly TermReading[]): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const text = new vscode.MarkdownString();
  for (const { term, value, gradientNorm, share, cosine, step } of readings) {
    text.appendMarkdown('**');
    text.appendText(term.name);
    text.appendMarkdown(`** · ${t('{0} of the gradient, step {1}', said(share, formatShare), step)}\n\n`);
    const how = [term.formula, term.lambda === null ? null : `λ ${formatNumber(term.lambda)}`].filter(Boolean);
    if (how.length > 0) text.appendText(`${how.join(', ')}\n`);
    text.appendMarkdown('\n\n');
    const parts = [
      t('value {0}', said(value, formatNumber)),
      `‖∇‖ ${said(gradientNorm, formatNumber)}`,
      ...(term.kind === 'penalty' ? [t('cosine to data gradient {0}', said(cosine, formatNumber))] : []),
    ];
    text.appendMarkdown(`${parts.join(' · ')}\n\n`);
  }
  return text;
}

const said = (value: number, format: (value: number) => string) => (Number.isNaN(value) ? '–' : format(value));
