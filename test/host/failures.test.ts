import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import * as vscode from 'vscode';
import { openLine } from '../../src/editor/openLine.js';
import { createProgramOutput } from '../../src/editor/output.js';
import type { Session } from '../../src/session/session.js';
import { answer, forgetQuestions, press, questions, spies } from './spies.js';
import { clickLens, folder, nextRun, openProgram, runsIn, waitFor } from './support.js';

const activeLine = () => {
  const editor = vscode.window.activeTextEditor;
  return editor ? `${vscode.workspace.asRelativePath(editor.document.uri)}:${editor.selection.active.line + 1}` : null;
};

describe('a program that throws', function () {
  this.timeout(60_000);
  before(forgetQuestions);

  it('is told with Open Line, which opens the line', async () => {
    const document = await openProgram('nested/inner/throwing.js');
    answer('showErrorMessage', press('Open Line'));
    await clickLens(document);
    const { outcome } = await nextRun(0, 'nested/inner');
    assert.equal(outcome?.error?.code, 'program-threw');
    await waitFor('the notification', () => questions('showErrorMessage').length === 1);
    const { args } = questions('showErrorMessage')[0]!;
    assert.match(args[0] as string, /throwing\.js:9: Error: it broke/);
    assert.deepEqual(args.slice(1), ['Open Line', 'Show Output']);
    await waitFor('the line', () => activeLine() === 'nested/inner/throwing.js:9');
  });

  it('has its stdout and stderr in the output channel', async () => {
    await waitFor('the output', () => /Error: it broke/.test(spies().output['Gradlens Program'] ?? ''));
    const text = spies().output['Gradlens Program']!;
    assert.match(text, /^> node .*throwing\.js\n/);
    for (let step = 0; step <= 7; step++) {
      assert.ok(text.includes(`said ${step}\n`) && text.includes(`complained ${step}\n`), String(step));
    }
  });
});

describe('a program that reaches no TensorFlow.js', function () {
  this.timeout(60_000);
  beforeEach(forgetQuestions);

  it('is stopped by force, and that is said', async () => {
    const before = runsIn().length;
    await openProgram('stuck.js');
    await vscode.commands.executeCommand('gradlens.trainFile');
    await waitFor('the program', () => /stuck now/.test(spies().output['Gradlens Program'] ?? ''));
    await vscode.commands.executeCommand('gradlens.stop');
    const { outcome } = await nextRun(before);
    assert.deepEqual([outcome?.stopped, outcome?.error?.code], ['user', 'stopped-by-force']);
    await waitFor('the sentence', () => questions('showErrorMessage').length === 1);
    assert.match(questions('showErrorMessage')[0]!.args[0] as string, /ended by a signal/);
  });
});

describe('a recording that stops', () => {
  it('is told', async () => {
    forgetQuestions();
    const events = new EventEmitter();
    const program = { file: '/w/a.js', line: null, lineFile: null, script: null, args: [], cwd: '/w' };
    const output = createProgramOutput();
    output.follow({ program, on: (name: string, listen: () => void) => events.on(name, listen) } as unknown as Session);
    events.emit('recordingStopped', 'The disk is full.');
    await waitFor('the warning', () => questions('showWarningMessage').length === 1);
    output.dispose();
    assert.equal(questions('showWarningMessage')[0]!.args[0], 'The disk is full.');
  });
});

describe('a line that the inspector asks for', () => {
  const inside = () => vscode.Uri.joinPath(folder(), 'train.js').fsPath;
  const none = () => false;

  it('opens in the workspace', async () => {
    assert.equal(await openLine(inside(), 3, none), true);
    await waitFor('the line', () =>
      vscode.window.visibleTextEditors.some(({ selection }) => selection.active.line === 2),
    );
  });

  it('is refused elsewhere, also behind dots', async () => {
    const outside = vscode.Uri.joinPath(folder(), '..', 'results.json').fsPath;
    assert.equal(await openLine(outside, 1, none), false);
    assert.equal(await openLine(`${folder().fsPath}/../../../etc/hosts`, 1, none), false);
    assert.equal(await openLine(__filename, 1, none), false);
  });

  it('opens where the file belongs to the run', async () => {
    assert.equal(await openLine(__filename, 1, (file) => file === __filename), true);
  });
});
