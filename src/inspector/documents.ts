/** The documentation behind buttons and links: the extension's own copies of docs/glossary.md and docs/rules.md. */
import * as vscode from 'vscode';

export type DocumentName = 'glossary' | 'rules';

/** Opens the preview at the heading of this anchor; where there is none (the Markdown extension is off), the text. */
export async function openDocument(extension: vscode.Uri, name: DocumentName, anchor: string): Promise<void> {
  const file = vscode.Uri.joinPath(extension, 'docs', `${name}.md`);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', file.with({ fragment: anchor }));
  } catch {
    await vscode.window.showTextDocument(file, { preview: true });
  }
}
