import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openProgram, lensTitles, waitFor } from './support.js';

describe('lenses', () => {
  it('stand above the line that trains', async () => {
    const document = await openProgram('train.js');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line + 1, command?.title, command?.command]),
      [[6, '$(play) Train here', 'gradlens.trainHere']],
    );
  });

  it('stay while the file does not parse, and move with their line', async () => {
    const document = await openProgram('train.js');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'import { a, \nconst broken = {{ (\n');
    await vscode.workspace.applyEdit(edit);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ range }) => range.start.line + 1),
      [8],
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('are turned off by the setting, and on again', async () => {
    const document = await openProgram('train.js');
    const settings = vscode.workspace.getConfiguration('gradlens');
    await settings.update('codeLens.enabled', false, vscode.ConfigurationTarget.Workspace);
    await waitFor('no lenses', async () => (await lensTitles(document)).length === 0);
    await settings.update('codeLens.enabled', undefined, vscode.ConfigurationTarget.Workspace);
    await waitFor('lenses', async () => (await lensTitles(document)).length === 1);
  });

  it('say browser program above one that needs a browser', async () => {
    const document = await openProgram('page.js');
    assert.deepEqual(await lensTitles(document), ['$(browser) browser program']);
  });

  it('leave out a scaler and a file without TensorFlow.js', async () => {
    assert.deepEqual(await lensTitles(await openProgram('scaler.js')), []);
  });

  it('stand in a module that gets TensorFlow.js from another', async () => {
    assert.deepEqual(await lensTitles(await openProgram('module/fitting.js')), ['$(play) Train here']);
  });
});
