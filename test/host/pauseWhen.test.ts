import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { forgetQuestions, spies } from './spies.js';
import { clickLens, openProgram, waitFor } from './support.js';

const run = (name: string) => vscode.commands.executeCommand(`gradlens.${name}`);

/** A quick pick that a test types into. */
function makePick() {
  const typed = new vscode.EventEmitter<string>();
  const accepted = new vscode.EventEmitter<void>();
  const hidden = new vscode.EventEmitter<void>();
  const items: vscode.QuickPickItem[] = [];
  const pick = {
    title: '',
    placeholder: '',
    value: '',
    items,
    shown: false,
    get activeItems() {
      return this.items.slice(0, 1);
    },
    onDidChangeValue: typed.event,
    onDidAccept: accepted.event,
    onDidHide: hidden.event,
    show: () => (pick.shown = true),
    hide: () => hidden.fire(),
    dispose: () => (pick.shown = false),
  };
  const type = (text: string) => {
    pick.value = text;
    typed.fire(text);
  };
  return { pick, type, enter: () => accepted.fire(), labels: () => pick.items.map(({ label }) => label) };
}

describe('Pause When…', function () {
  this.timeout(60_000);
  const window = vscode.window as unknown as Record<string, unknown>;
  const real = window['createQuickPick'];
  afterEach(() => (window['createQuickPick'] = real));
  const ask = async () => {
    const made = makePick();
    window['createQuickPick'] = () => made.pick;
    const asked = run('pauseWhen');
    await waitFor('the question', () => made.pick.shown);
    return { ...made, asked };
  };
  before(async () => {
    forgetQuestions();
    await clickLens(await openProgram('endless.js'));
    await waitFor('a step', () => spies().context['gradlens.sessionState'] === 'running');
  });
  after(() => run('stop'));

  it('completes the names that were recorded', async () => {
    const { type, labels, pick, asked } = await ask();
    type('gradient("');
    assert.ok(
      labels().some((label) => /\bw\b/.test(label)),
      labels().join(),
    );
    pick.hide();
    await asked;
  });

  it('says what is wrong, and takes nothing wrong', async () => {
    const { type, enter, labels, pick, asked } = await ask();
    type('loss >');
    assert.match(labels()[0]!, /^\$\(error\) \S/);
    enter();
    assert.equal(pick.shown, true);
    type('gradient("nothing").norm > 1');
    assert.match(labels()[0]!, /^\$\(error\) .*nothing/);
    enter();
    assert.equal(pick.shown, true);
    pick.hide();
    await asked;
    assert.equal(spies().context['gradlens.sessionState'], 'running');
  });

  it('stops the training where the condition holds', async () => {
    const { type, enter, labels, asked } = await ask();
    type('gradient("w").norm > 0.1');
    assert.match(labels()[0]!, /^\$\(check\) Pause when gradient\("w"\)\.norm > 0\.1$/);
    enter();
    await asked;
    await waitFor('the pause', () => spies().context['gradlens.sessionState'] === 'paused');
  });

  it('keeps the condition until it is emptied', async () => {
    const { pick, type, enter, asked } = await ask();
    assert.equal(pick.value, 'gradient("w").norm > 0.1');
    type('');
    enter();
    await asked;
    await run('resume');
    await waitFor('running', () => spies().context['gradlens.sessionState'] === 'running');
  });
});

describe('Pause on NaN', function () {
  this.timeout(60_000);
  const problems = (document: vscode.TextDocument) =>
    vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Gradlens');
  after(async () => {
    await run('stop');
    await run('pauseOnNaN');
  });

  it('stands before the step that makes it, with the finding on its line', async () => {
    forgetQuestions();
    const document = await openProgram('logOfZero.js');
    await run('pauseOnNaN');
    await clickLens(document);
    await waitFor('the pause', () => spies().context['gradlens.sessionState'] === 'paused');
    await waitFor('the problem', () => problems(document).length > 0);
    const [problem, ...others] = problems(document);
    assert.deepEqual(others, []);
    assert.equal(document.lineAt(problem!.range.start.line).text.trim(), 'const risky = tf.log(w);');
    assert.match(problem!.message, /^Log made the first infinite value: it was given 0, undefined in exact arithmetic/);
  });

  it('is offered on that line, turned off the second time, and leaves what else was asked for', async () => {
    const document = vscode.window.activeTextEditor!.document;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problems(document)[0]!.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const offered = actions.find(({ title }) => title === 'Pause on NaN');
    assert.equal(offered?.command?.command, 'gradlens.pauseOnNaN');
    await run('pauseOnNaN');
    await run('resume');
    await waitFor('the end', () => spies().context['gradlens.sessionState'] !== 'paused');
    await run('pauseOnNaN');
  });
});
