import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension host', () => {
  it('is a real VS Code with a workspace folder', () => {
    assert.match(vscode.version, /^1\.\d+/);
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
