import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clickLens, folder, nextRun, openProgram, runsIn, waitFor } from './support.js';

const problemsIn = (document: vscode.TextDocument) =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Gradlens');

describe('findings in the editor', function () {
  this.timeout(60_000);
  let document: vscode.TextDocument;
  const rateLine = () =>
    document
      .getText()
      .split('\n')
      .findIndex((text) => text.startsWith('const optimizer'));
  const edit = async (change: (edit: vscode.WorkspaceEdit) => void) => {
    const all = new vscode.WorkspaceEdit();
    change(all);
    assert.ok(await vscode.workspace.applyEdit(all));
  };
  const problemOn = (line: number) =>
    waitFor(`a problem on line ${line + 1}`, () => problemsIn(document).some(({ range }) => range.start.line === line));

  before(async () => {
    document = await openProgram('diverges.js');
    const before = runsIn().length;
    await clickLens(document);
    await nextRun(before);
  });
  after(() => vscode.commands.executeCommand('workbench.action.files.revert'));

  it('stand in Problems, on their line, with their rule and its page', async () => {
    await problemOn(rateLine());
    const [problem, ...others] = problemsIn(document);
    assert.deepEqual(others, []);
    assert.equal(problem!.severity, vscode.DiagnosticSeverity.Error);
    assert.match(problem!.message, /^The loss rose from .* to .*\. Lower the learning rate/);
    assert.equal(document.getText(problem!.range), document.lineAt(problem!.range.start.line).text.trim());
    const { value, target } = problem!.code as { value: string; target: vscode.Uri };
    assert.equal(value, 'loss-diverges');
    const page = await vscode.workspace.openTextDocument(target.with({ fragment: '' }));
    const heading = Number(/^L(\d+)$/.exec(target.fragment)![1]);
    assert.equal(page.lineAt(heading - 1).text, '## loss-diverges');
  });

  it('have a card over their line, with the numbers and the way to the inspector', async () => {
    const at = new vscode.Position(rateLine(), 8);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const cards = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]).map(({ value }) => value);
    const card = cards.find((text) => text.includes('Gradlens'))!;
    assert.match(card, /learning rate 1\.50, optimizer SGD/);
    assert.match(card, /\(command:gradlens\.showFinding\?/);
  });

  it('offer what mends them, and to be ignored here', async () => {
    const line = rateLine();
    const actions = () =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(line, 0, line, 5),
        vscode.CodeActionKind.QuickFix.value,
      );
    const offered = await actions();
    const lower = offered.find(({ title }) => title === 'Lower the rate to 0.15')!;
    assert.equal(lower.isPreferred, true);
    const text = document.getText();
    const restore = async () => {
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      await edit((all) => all.replace(document.uri, whole, text));
      await problemOn(line);
    };
    assert.ok(await vscode.workspace.applyEdit(lower.edit!));
    assert.equal(document.lineAt(line).text, 'const optimizer = tf.train.sgd(0.15);');
    await waitFor('no problem', () => problemsIn(document).length === 0);
    await restore();
    const ignore = (await actions()).find(({ title }) => title === 'Ignore loss-diverges here')!;
    assert.ok(await vscode.workspace.applyEdit(ignore.edit!));
    assert.equal(document.lineAt(line).text, '// gradlens-ignore loss-diverges');
    await waitFor('no problem', () => problemsIn(document).length === 0);
    await restore();
  });

  it('follow edits above them, and go while their line is another', async () => {
    const line = rateLine();
    await edit((all) => all.insert(document.uri, new vscode.Position(0, 0), '// one\n// two\n'));
    await problemOn(line + 2);
    await edit((all) => all.insert(document.uri, new vscode.Position(line + 2, 0), 'void 0; '));
    await waitFor('no problem', () => problemsIn(document).length === 0);
    await edit((all) => all.delete(document.uri, new vscode.Range(line + 2, 0, line + 2, 8)));
    await problemOn(line + 2);
  });

  it('go with the next run', async () => {
    const healthy = await openProgram('healthy.js');
    const before = runsIn().length;
    await clickLens(healthy);
    await nextRun(before);
    await waitFor('no problem', () => problemsIn(document).length === 0);
    assert.deepEqual(problemsIn(healthy), []);
    assert.ok(document.uri.fsPath.startsWith(folder().fsPath));
  });
});
