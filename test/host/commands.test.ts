import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, commandId } from '../../src/editor/commandIds.js';
import { openProgram } from './support.js';

describe('the extension', () => {
  it('is active and has registered every command', async () => {
    await openProgram('train.js');
    const extension = vscode.extensions.getExtension('gradlens.gradlens');
    assert.ok(extension);
    await extension.activate();
    const all = await vscode.commands.getCommands(true);
    for (const name of COMMANDS) assert.ok(all.includes(commandId(name)), name);
  });
});
