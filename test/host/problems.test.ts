import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clickLens, nextRun, openProgram, runsIn, waitFor } from './support.js';

const LINE = '    const scores = tf.round(w);';

describe('the Problems of a run', function () {
  this.timeout(90_000);
  let document: vscode.TextDocument;
  let text = '';

  const ours = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'gradlens');
  const ranges = () => ours().map(({ range: { start, end } }) => [start.line, start.character, end.character]);
  const train = async () => {
    const before = runsIn().length;
    await clickLens(document);
    return nextRun(before);
  };
  const replace = async (range: vscode.Range, by: string) => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, by);
    await vscode.workspace.applyEdit(edit);
  };
  const whole = () => new vscode.Range(0, 0, document.lineCount, 0);

  before(async () => {
    document = await openProgram('rounded.js');
    text = document.getText();
  });
  after(async () => {
    await replace(whole(), text);
    await document.save();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('have the rule as their code, with its documentation behind it', async () => {
    await train();
    await waitFor('a problem', () => ours().length > 0);
    const [problem, ...others] = ours();
    assert.deepEqual(others, []);
    assert.deepEqual(ranges(), [[6, 4, LINE.length]]);
    assert.equal(problem!.severity, vscode.DiagnosticSeverity.Error);
    assert.match(problem!.message, /^round has a derivative of zero.*\nLeave round out of the loss/);
    const code = problem!.code as { value: string; target: vscode.Uri };
    assert.equal(code.value, 'zero-derivative');
    assert.equal(`${code.target.scheme}:${code.target.path}`, 'command:gradlens.explainRule');
    await vscode.commands.executeCommand('gradlens.explainRule', JSON.parse(code.target.query)[0]);
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await waitFor('the page of the rules', () => labels().some((label) => label.includes('rules.md')));
  });

  it('follow edits, and go when their line is changed', async () => {
    await replace(new vscode.Range(0, 0, 0, 0), '// new\n');
    await waitFor('the line below', () => ranges()[0]?.[0] === 7);
    const end = new vscode.Position(7, LINE.length);
    await replace(new vscode.Range(end, end), ' // changed');
    await waitFor('none', () => ours().length === 0);
    await replace(new vscode.Range(end, document.lineAt(7).range.end), '');
    await waitFor('it again', () => ours().length === 1);
  });

  it('are cleared when the same program trains without the mistake', async () => {
    await replace(whole(), text.replace('tf.round(w)', 'tf.abs(w)'));
    await train();
    await waitFor('none', () => ours().length === 0);
  });
});
