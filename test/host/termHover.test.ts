import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clickLens, nextRun, openProgram, runsIn, waitFor } from './support.js';

describe('the card over a term of the loss', function () {
  this.timeout(120_000);

  it('has its value and its share of the gradient, and is gone from a line that was changed', async () => {
    const document = await openProgram('tuning/terms.js');
    const before = runsIn('tuning').length;
    await clickLens(document);
    await nextRun(before, 'tuning');
    const cardAt = async (line: number) => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(line - 1, 10),
      );
      const cards = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
      return cards.find(({ value }) => value.includes('of the gradient'))?.value ?? null;
    };
    await waitFor('the card', async () => (await cardAt(9)) !== null);
    const card = (await cardAt(9))!;
    assert.match(card, /decay/);
    assert.match(card, /λ(&nbsp;| )Σw²/);
    assert.match(card, /0\.05/);
    assert.equal(await cardAt(10), null);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(8, 0), ' ');
    await vscode.workspace.applyEdit(edit);
    assert.equal(await cardAt(9), null);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
