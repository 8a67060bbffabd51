/** The documentation behind the inspector's links and those of findings: the extension's own copy of its pages. */
import * as vscode from 'vscode';

export type DocumentationPage = 'glossary.md' | 'rules.md';

/** Opens the preview at the heading of this anchor; where there is none (the Markdown extension is off), the text. */
export async function openDocumentation(
  extension: vscode.Uri,
  page: DocumentationPage,
  heading: string,
): Promise<void> {
  const file = vscode.Uri.joinPath(extension, 'docs', page);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', file.with({ fragment: heading }));
  } catch {
    await vscode.window.showTextDocument(file, { preview: true });
  }
}
