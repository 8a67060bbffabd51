import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RunInfo } from '../../src/protocol/run.js';
import { folder, lensTitles, openProgram, waitFor } from './support.js';

const runsFolder = () => join(folder().fsPath, '.gradlens/runs');

function runs(): RunInfo[] {
  try {
    return readdirSync(runsFolder()).map(
      (id) => JSON.parse(readFileSync(join(runsFolder(), id, 'run.json'), 'utf8')) as RunInfo,
    );
  } catch {
    return [];
  }
}

describe('Train here', () => {
  it('runs the program, and the lens tells the result', async function () {
    this.timeout(120_000);
    const document = await openProgram('train.js');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const command = lenses[0]!.command!;
    await vscode.commands.executeCommand(command.command, ...(command.arguments as unknown[]));
    await waitFor('an ended run', () => runs().some(({ outcome }) => outcome !== null));
    const [run] = runs();
    console.log(JSON.stringify(run, null, 1));
    assert.equal(run?.program.line, 6);
    assert.equal(run.outcome?.programExit, 0);
    await waitFor('the result', async () => (await lensTitles(document)).length === 2);
    console.log(await lensTitles(document));
  });
});
