/** Opens a bundled example as a workspace of the user's own: a copy, so that it can be edited and run. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import * as vscode from 'vscode';

interface Example extends vscode.QuickPickItem {
  folder: string;
}

/** @param name of an example; anything else: the user picks one. */
export async function openExample(extension: vscode.Uri, name: unknown): Promise<void> {
  const examples = vscode.Uri.joinPath(extension, 'examples');
  const items = await listExamples(examples);
  const chosen =
    items.find(({ folder }) => folder === name) ??
    (await vscode.window.showQuickPick(items, {
      placeHolder: vscode.l10n.t('Which example? A copy of it opens.'),
      matchOnDescription: true,
    }));
  if (!chosen) return;
  const place = await copyPlace(examples);
  if (!place) return;
  const program = await programOf(vscode.Uri.joinPath(place, chosen.folder));
  await vscode.window.showTextDocument(program);
}

/** The folder itself where it is open; else a copy of the examples, asked for once. */
async function copyPlace(examples: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (vscode.workspace.getWorkspaceFolder(examples)) return examples;
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    if (await exists(vscode.Uri.joinPath(folder.uri, 'digits', 'train.js'))) return folder.uri;
  }
  const here = vscode.l10n.t('Copy Into This Workspace');
  const temporary = vscode.l10n.t('Copy Into a Temporary Folder');
  const folder = vscode.workspace.workspaceFolders?.[0];
  const chosen = folder ? await vscode.window.showQuickPick([here, temporary]) : temporary;
  if (!chosen) return undefined;
  const parent = chosen === here && folder ? folder.uri : vscode.Uri.file(tmpdir());
  const name = chosen === here ? 'gradlens-examples' : `gradlens-examples-${randomUUID().slice(0, 8)}`;
  const target = vscode.Uri.joinPath(parent, name);
  if (!(await exists(target))) await vscode.workspace.fs.copy(examples, target);
  return target;
}

async function listExamples(examples: vscode.Uri): Promise<Example[]> {
  const entries = await vscode.workspace.fs.readDirectory(examples);
  const folders = entries.filter(
    ([name, type]) => type === vscode.FileType.Directory && name !== 'data' && /^[\w-]+$/.test(name),
  );
  const items: Example[] = [];
  for (const [folder] of folders.sort()) {
    const program = await programOf(vscode.Uri.joinPath(examples, folder)).catch(() => null);
    if (program) items.push({ label: folder, description: await firstComment(program), folder });
  }
  return items.sort((a, b) => Number(b.folder === 'digits') - Number(a.folder === 'digits'));
}

async function programOf(folder: vscode.Uri): Promise<vscode.Uri> {
  const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  const program = names.find((name) => /^train\.(m|c)?(j|t)s$/.test(name));
  if (!program) throw new Error(`No train file in ${folder.fsPath}`);
  return vscode.Uri.joinPath(folder, program);
}

async function firstComment(program: vscode.Uri): Promise<string> {
  const text = Buffer.from(await vscode.workspace.fs.readFile(program)).toString('utf8');
  return /^(?:\/\/|\/\*\*?|\s\*)\s*(\S.*?)(?:\*\/)?$/m.exec(text)?.[1]?.trim() ?? '';
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
