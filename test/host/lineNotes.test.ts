import assert from 'node:assert/strict';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Exports } from '../../src/extension.js';
import { spies } from './spies.js';
import { clickLens, folder, nextRun, openProgram, runsIn, waitFor } from './support.js';

const exportsOf = () => vscode.extensions.getExtension<Exports>('gradlens.gradlens')!.exports;
const setting = (value: string | undefined) =>
  vscode.workspace.getConfiguration('gradlens').update('lineNotes', value, vscode.ConfigurationTarget.Global);

/** `line: text` of the notes in a file, lines from 1; a star: the line has changed since it ran. */
async function notesIn(file: string): Promise<string[]> {
  const all = (await exportsOf().notes()).drawn.filter((drawn) => basename(drawn.file) === file);
  return all.flatMap(({ notes }) => notes.map(({ at, text, changed }) => `${at + 1}${changed ? '*' : ''}: ${text}`));
}
const linesIn = async (file: string) => (await notesIn(file)).map((note) => note.split(':')[0]).join(' ');

describe('notes at the ends of lines', function () {
  this.timeout(60_000);
  let document: vscode.TextDocument;

  before(async () => {
    await setting('on');
    document = await openProgram('lines.js');
    const earlier = runsIn().length;
    await clickLens(document);
    await nextRun(earlier);
    await waitFor('the end', () => spies().context['gradlens.sessionActive'] === false);
  });
  after(async () => {
    await setting(undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const says = (lines: string, file = 'lines.js') =>
    waitFor(`notes on ${lines}`, async () => (await linesIn(file)) === lines);
  const edit = (change: (edit: vscode.WorkspaceEdit) => void) => {
    const edits = new vscode.WorkspaceEdit();
    change(edits);
    return vscode.workspace.applyEdit(edits);
  };
  const cursorTo = async (line: number) => {
    const editor = vscode.window.visibleTextEditors.find((each) => each.document === document)!;
    editor.selection = new vscode.Selection(line, 0, line, 0);
    await Promise.resolve();
  };

  it('stand on the lines of the variable and of the ops, in the caller and in what it calls', async () => {
    await says('5 10 11 12');
    for (const note of await notesIn('lines.js')) assert.match(note, /^\d+: ‖g‖ \d/);
    const helper = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), 'layer.js'));
    await vscode.window.showTextDocument(helper, vscode.ViewColumn.Two);
    await says('4', 'layer.js');
    assert.equal(
      (await notesIn('layer.js'))[0]!.slice(3),
      (await notesIn('lines.js'))[1]!.slice(4),
      'one op, one norm',
    );
  });

  it('follow lines that are added and deleted, and come back with undo', async () => {
    await edit((edits) => edits.insert(document.uri, new vscode.Position(0, 0), '// one\n// two\n'));
    await says('7 12 13 14');
    await edit((edits) => edits.delete(document.uri, new vscode.Range(0, 0, 2, 0)));
    await says('5 10 11 12');
  });

  it('are away on the line that is typed on, and dimmed after the line has changed', async () => {
    const end = document.lineAt(10).range.end;
    await edit((edits) => edits.insert(document.uri, end, ' // new'));
    await says('5 10 12');
    await cursorTo(0);
    await says('5 10 11* 12');
    await edit((edits) => edits.delete(document.uri, new vscode.Range(end, document.lineAt(10).range.end)));
    await cursorTo(1);
    await says('5 10 11 12');
  });

  it('have a card over their line, with links that only the inspector’s commands answer', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(10, 10),
    );
    const cards = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
    const card = cards.find(({ value }) => value.includes('‖g‖'));
    assert.ok(card);
    assert.match(card.value, /step 40/);
    assert.match(card.value, /data:image\/svg\+xml;base64,/);
    assert.match(card.value, /at step \d+ → /);
    assert.match(card.value, /command:gradlens\.showLineGradient\?/);
    assert.deepEqual((card.isTrusted as { enabledCommands: string[] }).enabledCommands, [
      'gradlens.openInspector',
      'gradlens.showLineGradient',
      'gradlens.pauseWhen',
    ]);
  });

  it('are not drawn in a diff editor', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await waitFor('no editor', () => vscode.window.visibleTextEditors.length === 0);
    const other = vscode.Uri.joinPath(folder(), 'layer.js');
    await vscode.commands.executeCommand('vscode.diff', other, document.uri);
    await waitFor('both sides', () => vscode.window.visibleTextEditors.length === 2);
    assert.deepEqual((await exportsOf().notes()).drawn, []);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await says('5 10 11 12');
  });

  it('are only where the mouse rested, or nowhere, as the setting says', async () => {
    await setting('hover');
    await says('');
    await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, new vscode.Position(11, 10));
    await says('12');
    await setting('off');
    await says('');
  });

  it('are looked at no more than ten times a second while it trains, and never for long', async () => {
    await setting('on');
    const endless = await openProgram('endless.js');
    await clickLens(endless);
    await waitFor('notes', async () => (await notesIn('endless.js')).length > 0);
    const before = { at: performance.now(), work: (await exportsOf().notes()).work };
    await waitFor('twenty updates', async () => (await exportsOf().notes()).work.updates >= before.work.updates + 20);
    const { work } = await exportsOf().notes();
    const perSecond = (1000 * (work.updates - before.work.updates)) / (performance.now() - before.at);
    assert.ok(perSecond <= 10.5, `${perSecond} updates a second`);
    assert.ok(work.longest <= 20, `${work.longest} ms`);
    await vscode.commands.executeCommand('gradlens.stop');
    await waitFor('the end', () => spies().context['gradlens.sessionActive'] === false);
  });
});
