/** The documentation behind the information buttons: the extension's own copy of docs/glossary.md. */
import * as vscode from 'vscode';

const GLOSSARY = ['docs', 'glossary.md'];

/** Opens the preview at the heading of this anchor; where there is none (the Markdown extension is off), the text. */
export async function openGlossary(extension: vscode.Uri, term: string): Promise<void> {
  const file = vscode.Uri.joinPath(extension, ...GLOSSARY);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', file.with({ fragment: term }));
  } catch {
    await vscode.window.showTextDocument(file, { preview: true });
  }
}
