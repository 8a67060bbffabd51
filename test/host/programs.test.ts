import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { answer, choose, forgetQuestions, labels, questions } from './spies.js';
import { clickLens, nextRun, openProgram, runsIn, type RecordedRun } from './support.js';

const printed = ({ directory }: RecordedRun) => readFileSync(join(directory, 'stdout.log'), 'utf8').trim();

describe('a training that several programs reach', function () {
  this.timeout(60_000);
  beforeEach(forgetQuestions);

  it('asks which one, and runs a script as its author runs it', async () => {
    const document = await openProgram('several/fitting.js');
    answer('showQuickPick', choose('npm run authored'));
    await clickLens(document);
    assert.deepEqual(labels(), [
      '$(terminal) npm run authored',
      '$(file-code) several/first.js',
      '$(file-code) several/second.js',
    ]);
    const run = await nextRun(0, 'several');
    assert.equal(run.program.script, 'authored');
    assert.equal(printed(run), 'first authored --epochs 3');
    assert.deepEqual([run.program.line, run.outcome?.error], [7, null]);
  });

  it('remembers the answer', async () => {
    await clickLens(await openProgram('several/fitting.js'));
    const run = await nextRun(1, 'several');
    assert.equal(run.program.script, 'authored');
    assert.equal(questions('showQuickPick').length, 0);
  });

  it('is asked for again by Choose Program', async () => {
    const document = await openProgram('several/fitting.js');
    answer('showQuickPick', choose('second.js'));
    await vscode.commands.executeCommand('gradlens.chooseProgram');
    assert.equal(questions('showQuickPick').length, 1);
    await clickLens(document);
    const run = await nextRun(2, 'several');
    assert.equal(run.program.script, null);
    assert.match(printed(run), /^second /);
    assert.equal(questions('showQuickPick').length, 1);
  });

  it('trains nothing where the question is let be', async () => {
    const document = await openProgram('several/fitting.js');
    await vscode.commands.executeCommand('gradlens.chooseProgram');
    assert.equal(questions('showQuickPick').length, 1);
    assert.equal(runsIn('several').length, 3);
    await clickLens(document);
    assert.match(printed(await nextRun(3, 'several')), /^second /, 'the earlier answer stays');
  });

  it('gets the arguments of the setting', async () => {
    const document = await openProgram('several/fitting.js');
    const settings = vscode.workspace.getConfiguration('gradlens');
    await settings.update('program.args', ['--width', 'a b'], vscode.ConfigurationTarget.Workspace);
    await clickLens(document);
    const run = await nextRun(4, 'several');
    await settings.update('program.args', undefined, vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(run.program.args, ['--width', 'a b']);
    assert.match(printed(run), / --width a b$/);
  });
});
