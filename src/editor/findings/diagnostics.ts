/** Findings as VS Code's Problems. */
import * as vscode from 'vscode';
import type { Severity } from '../../protocol/records.js';
import type { PlacedFinding } from './placedFindings.js';

export const SOURCE = 'Gradlens';

const SEVERITIES: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** `lineText`: of the file as it is now; `page`: the documentation of a rule. */
export function diagnosticOf(
  { finding, file, line, consequences }: PlacedFinding,
  lineText: (file: string, line: number) => string,
  page: (rule: string) => vscode.Uri,
): vscode.Diagnostic {
  const rangeIn = (at: string, row: number | null) => (row === null ? WHOLE_FILE : codeOf(row, lineText(at, row)));
  const diagnostic = new vscode.Diagnostic(rangeIn(file, line), messageOf(finding), SEVERITIES[finding.severity]);
  diagnostic.source = SOURCE;
  diagnostic.code = { value: finding.rule, target: page(finding.rule) };
  diagnostic.relatedInformation = consequences.map((effect) => {
    const location = new vscode.Location(vscode.Uri.file(effect.file), rangeIn(effect.file, effect.line));
    const words = vscode.l10n.t('followed at step {0}: {1}', effect.step, effect.message);
    return new vscode.DiagnosticRelatedInformation(location, words);
  });
  return diagnostic;
}

export const messageOf = ({ message, advice }: { message: string; advice: string }): string =>
  `${message[0]?.toUpperCase() ?? ''}${message.slice(1)}. ${advice}`;

const WHOLE_FILE = new vscode.Range(0, 0, 0, 0);

/** The line without what is blank around its code. */
function codeOf(line: number, text: string): vscode.Range {
  const from = text.length - text.trimStart().length;
  return new vscode.Range(line, from, line, Math.max(from, text.trimEnd().length));
}
