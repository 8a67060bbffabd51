import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { ListedRun } from '../../src/runs/listRuns.js';
import { answer, choose, forgetQuestions, labels, questions, spies } from './spies.js';
import { clickLens, folder, openProgram, waitFor } from './support.js';

const run = (name: string, ...args: unknown[]) => vscode.commands.executeCommand(`gradlens.${name}`, ...args);

describe('Open Example', function () {
  this.timeout(120_000);
  beforeEach(forgetQuestions);

  it('opens a copy outside of any project, which trains with the bundled TensorFlow.js', async () => {
    await openProgram('train.js');
    await waitFor('activation', async () => (await vscode.commands.getCommands(true)).includes('gradlens.openExample'));
    answer('showQuickPick', choose('iris'));
    answer('showQuickPick', choose('Temporary'));
    await run('openExample');
    assert.equal(labels()[0], 'digits');
    for (const name of ['gan', 'hand-written-gradient', 'iris', 'sequence', 'typescript'])
      assert.ok(labels().includes(name));
    const program = vscode.window.activeTextEditor!.document;
    await endsWell(program, () => clickLens(program));
  });

  it('opens and trains the one that a step of the walkthrough names', async () => {
    answer('showQuickPick', choose('Temporary'));
    const training = run('trainExample', 'hand-written-gradient/train.cjs');
    const opened = () => vscode.window.activeTextEditor?.document;
    await waitFor('the example', async () => opened()?.fileName.endsWith('train.cjs') === true);
    await endsWell(opened()!, () => training);
    assert.equal(spies().context['gradlens.trainedExample'], 'hand-written-gradient/train.cjs');
  });

  /** The program lies outside of the workspace, trains to its end, and is removed. */
  async function endsWell(program: vscode.TextDocument, train: () => Thenable<unknown>) {
    const copy = dirname(dirname(program.uri.fsPath));
    try {
      assert.ok(copy.startsWith(tmpdir()) && vscode.workspace.getWorkspaceFolder(program.uri) === undefined);
      await train();
      const tree = spies().trees['gradlens.runs'] as vscode.TreeDataProvider<ListedRun>;
      const recorded = async () =>
        ((await tree.getChildren()) ?? []).find(({ directory }) => directory.startsWith(copy));
      await waitFor('the run in the list', async () => (await recorded())?.info?.outcome != null);
      const { info } = (await recorded())!;
      assert.deepEqual([info!.outcome!.error, info!.outcome!.programExit], [null, 0]);
      assert.deepEqual([info!.backend?.name, info!.versions.tfjs], ['wasm', '4.22.0']);
    } finally {
      await run('stop');
      rmSync(copy, { recursive: true, force: true });
    }
  }
});

describe('Select Backend', () => {
  it('keeps the choice in the settings, and Automatic takes it back', async () => {
    forgetQuestions();
    const chosen = () => vscode.workspace.getConfiguration('gradlens', folder()).get('backend');
    await openProgram('train.js');
    answer('showQuickPick', choose('cpu'));
    await run('selectBackend');
    assert.equal(chosen(), 'cpu');
    answer('showQuickPick', choose('Automatic'));
    await run('selectBackend');
    assert.equal(chosen(), 'auto');
    const names = ['Automatic', 'tensorflow-gpu', 'tensorflow', 'wasm', 'cpu', 'webgpu'];
    assert.deepEqual(
      labels().map((label) => label.replace(/^\$\([\w-]+\) /, '')),
      names,
    );
    assert.equal(questions('showQuickPick').length, 2);
  });
});
