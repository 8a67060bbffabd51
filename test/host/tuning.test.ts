import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FromTuneView, ShowTune } from '../../src/protocol/tuneView.js';
import { nextPanel } from './nextPanel.js';
import { answer, choose, forgetQuestions, labels, press, questions } from './spies.js';
import { lensTitles, openProgram, waitFor } from './support.js';

const TUNE = '$(settings) Tune λ here';

describe('tuning a λ', function () {
  this.timeout(120_000);

  it('has a lens above the λ and above the line that uses it', async () => {
    const document = await openProgram('tuning/lambda.js');
    await waitFor('lenses', async () => (await lensTitles(document)).includes(TUNE));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const tuning = lenses.filter(({ command }) => command?.title === TUNE);
    assert.deepEqual(
      tuning.map(({ range, command }) => [range.start.line + 1, command?.command]),
      [
        [4, 'gradlens.tuneHere'],
        [8, 'gradlens.tuneHere'],
      ],
    );
  });

  it('runs the program with other values, and applies the one that is chosen by one edit', async () => {
    const document = await openProgram('tuning/lambda.js');
    const before = document.getText();
    forgetQuestions();
    const panel = nextPanel<ShowTune, FromTuneView>();
    await vscode.commands.executeCommand('gradlens.tuneHere', { file: document.uri.fsPath, line: 4 });
    assert.deepEqual(questions('showErrorMessage'), []);
    const { shown } = panel.posted.at(-1)!;
    assert.deepEqual([shown.state, shown.now, shown.message], ['ended', 0.1, null]);
    const { values, best, lambda, jobs } = shown.result;
    assert.deepEqual([lambda.name, lambda.line, values.length, jobs.failed], ['lambda', 4, 9, 0]);
    assert.equal(values[best!]!.value, 0.316228);
    assert.ok(panel.posted.length >= 10);
    assert.equal(document.getText(), before);

    panel.tell({ type: 'apply', value: values[best!]!.value });
    await waitFor('the edit', () => document.getText().includes('const lambda = 0.316228;'));
    assert.equal(document.getText(), before.replace('0.1;', '0.316228;'));
    await waitFor('the new λ in the panel', () => panel.posted.at(-1)!.shown.now === 0.316228);
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await vscode.commands.executeCommand('workbench.action.files.revert');

    // What was run is not run again.
    panel.tell({ type: 'wider', end: 'high' });
    await waitFor('a wider range', () => {
      const now = panel.posted.at(-1)!.shown;
      return now.state === 'ended' && now.result.values.length === 13;
    });
    const { jobs: more, values: wider } = panel.posted.at(-1)!.shown.result;
    assert.deepEqual([more.failed, wider.at(-1)!.value], [0, 1000]);
    assert.ok(more.reused >= 9, String(more.reused));

    const folder = panel.posted.at(-1)!.shown.result.folder;
    answer('showQuickPick', choose('own validation'));
    answer('showQuickPick', choose('loss'));
    panel.tell({ type: 'choose' });
    await waitFor('the runs with what was chosen', () => {
      const now = panel.posted.at(-1)!.shown;
      return now.state === 'ended' && now.result.jobs.done === 13 && now.result.folder !== folder;
    });
    assert.deepEqual(labels(1).slice(0, 2), ['loss', 'acc']);

    // It is remembered; and what does not fit the program is told with a way out.
    forgetQuestions();
    const next = nextPanel<ShowTune, FromTuneView>();
    answer('showQuickPick', choose('10 folds'));
    answer('showQuickPick', choose('loss'));
    answer('showErrorMessage', press('Folds and Metric…'));
    answer('showQuickPick', choose('gives its data to fit'));
    answer('showQuickPick', choose('loss'));
    panel.tell({ type: 'choose' });
    await waitFor('the way out', () => next.posted.at(-1)?.shown.state === 'ended');
    const marked = questions('showQuickPick').map(({ args }) =>
      (args[0] as vscode.QuickPickItem[]).filter(({ description }) => description !== '').map(({ label }) => label),
    );
    assert.deepEqual(marked, [['The program’s own validation'], ['loss'], ['10 folds'], ['loss']]);
    assert.ok(next.posted.at(-1)!.shown.result.jobs.reused >= 13);
  });

  it('asks which of two at one line is meant', async () => {
    const document = await openProgram('tuning/two.js');
    forgetQuestions();
    await vscode.commands.executeCommand('gradlens.tuneHere', { file: document.uri.fsPath, line: 3 });
    assert.deepEqual(labels(), ['l1 = 0.01', 'l2 = 0.02']);
  });
});
