/** The λ in a document that may have been edited since: found again by its name and its rank among those of that name. */
import * as vscode from 'vscode';
import { numbersNamed, type Lambda } from '../../source/lambdas.js';
import { parseSource } from '../../source/syntax.js';

export interface LambdaInSource {
  /** As the document has it now; null: it is gone. */
  find(document: vscode.TextDocument): Lambda | null;
  /** Writes another value in its place, as one edit that can be undone. */
  apply(value: number): Promise<boolean>;
}

export function lambdaInSource(file: vscode.Uri, text: string, lambda: Lambda): LambdaInSource {
  const named = (content: string) => numbersNamed(parseSource(content, file.fsPath), lambda.name);
  const rank = named(text).findIndex(({ from }) => from === lambda.from);
  const find = (document: vscode.TextDocument) => named(document.getText())[rank] ?? null;
  return {
    find,
    async apply(value) {
      const document = await vscode.workspace.openTextDocument(file);
      const found = find(document);
      if (!found) return false;
      const edit = new vscode.WorkspaceEdit();
      edit.replace(
        file,
        new vscode.Range(document.positionAt(found.from), document.positionAt(found.to)),
        String(value),
      );
      return vscode.workspace.applyEdit(edit);
    },
  };
}
