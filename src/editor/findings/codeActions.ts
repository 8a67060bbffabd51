/** Quick fixes of findings: the change of the text where it can be told, and the comment that turns the rule off there. */
import * as vscode from 'vscode';
import { commandId } from '../commandIds.js';
import { SOURCE } from './diagnostics.js';
import { ignoreComment } from './ignoreHere.js';
import type { PlacedFinding } from './placedFindings.js';

/** `placed`: what stands in the document at these lines. */
export async function codeActionsFor(
  document: vscode.TextDocument,
  placed: readonly PlacedFinding[],
  diagnostics: readonly vscode.Diagnostic[],
): Promise<vscode.CodeAction[]> {
  if (placed.length === 0) return [];
  // With the parser, which is large.
  const { fixesOf } = await import('./fixes/fixesOf.js');
  return placed.flatMap((one) => {
    const { finding, line } = one;
    if (line === null) return [];
    const own = diagnostics.filter(({ source, code }) => source === SOURCE && isRule(code, finding.rule));
    const fixes = fixesOf(finding, document.getText(), document.uri.fsPath, line + 1);
    return [
      ...fixes.map(({ title, values, edits }, i) => {
        const action = quickFix(vscode.l10n.t(title, ...values), own);
        for (const { from, to, text } of edits) {
          const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
          action.edit!.replace(document.uri, range, text);
        }
        action.isPreferred = i === 0;
        return action;
      }),
      ...(finding.family === 'nan-origin' ? [pauseOnNaN(own)] : []),
      ignore(document, line, finding.rule, own),
    ];
  });
}

/** The next training stands before the step that makes it. */
function pauseOnNaN(own: vscode.Diagnostic[]) {
  const action = new vscode.CodeAction(vscode.l10n.t('Pause on NaN'), vscode.CodeActionKind.QuickFix);
  action.diagnostics = own;
  action.command = { command: commandId('pauseOnNaN'), title: action.title };
  return action;
}

function ignore(document: vscode.TextDocument, line: number, rule: string, own: vscode.Diagnostic[]) {
  const action = quickFix(vscode.l10n.t('Ignore {0} here', rule), own);
  const comment = ignoreComment(document.getText().split(/\r?\n/), line, rule);
  action.edit!.insert(document.uri, new vscode.Position(comment.line, 0), comment.text);
  return action;
}

function quickFix(title: string, diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = diagnostics;
  action.edit = new vscode.WorkspaceEdit();
  return action;
}

const isRule = (code: vscode.Diagnostic['code'], rule: string) => typeof code === 'object' && code.value === rule;
