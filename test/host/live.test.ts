import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answer, choose, forgetQuestions, labels, questions, spies } from './spies.js';
import { clickLens, lensTitles, openProgram, runsIn, waitFor } from './support.js';

const state = () => spies().context['gradlens.sessionState'];
const run = (name: string) => vscode.commands.executeCommand(`gradlens.${name}`);

describe('a session', function () {
  this.timeout(60_000);
  let document: vscode.TextDocument;
  let earlier = 0;

  before(async () => {
    forgetQuestions();
    document = await openProgram('endless.js');
    earlier = runsIn().length;
    assert.ok(!spies().context['gradlens.sessionActive'], 'no key is bound yet');
    await clickLens(document);
    await waitFor('steps', () => state() === 'running');
  });
  after(() => run('stop'));

  const says = (words: RegExp) =>
    waitFor(String(words), async () => words.test((await lensTitles(document)).join(' | ').replaceAll('\u2007', ' ')));
  const step = async () =>
    Number(/Step\s+(\d+)/.exec((await lensTitles(document)).join().replaceAll('\u2007', ' '))?.[1]);

  it('runs: its keys are bound and its lens offers to pause', async () => {
    assert.equal(spies().context['gradlens.sessionActive'], true);
    await says(/pulse\) Step +\d+ \| loss .+ \| Pause \| Stop \| Open Inspector/);
  });

  it('pauses: lens and context say so', async () => {
    await clickLens(document, 'Pause');
    await waitFor('the pause', () => state() === 'paused');
    await says(/debug-pause\) Step +\d+ \| loss .+ \| Resume \| Step \| Stop \| Open Inspector/);
  });

  it('goes one step, and stands', async () => {
    const stood = await step();
    await run('step');
    await waitFor('the step', async () => (await step()) === stood + 1);
    assert.equal(state(), 'paused');
  });

  it('resumes', async () => {
    await clickLens(document, 'Resume');
    await waitFor('running', () => state() === 'running');
  });

  it('asks what a second Train here means: open shows the running one', async () => {
    forgetQuestions();
    answer('showQuickPick', choose('Open Inspector'));
    await run('trainHere');
    assert.deepEqual(labels(), ['$(debug-restart) Restart', '$(graph) Open Inspector']);
    assert.match(JSON.stringify(questions('showQuickPick')[0]!.args[1]), /endless\.js is training already/);
    assert.equal(runsIn().length, earlier + 1);
  });

  it('restarts where that is chosen', async () => {
    answer('showQuickPick', choose('Restart'));
    await run('trainHere');
    await waitFor('the second run', () => runsIn().length === earlier + 2 && state() === 'running');
    assert.equal(runsIn()[earlier]!.outcome?.stopped, 'user');
  });

  it('stops: no key is bound any more, and the lens stays on its line', async () => {
    await waitFor('some steps', async () => (await step()) > 2);
    await run('stop');
    await waitFor('the end', () => spies().context['gradlens.sessionActive'] === false);
    assert.equal(state(), 'none');
    assert.equal(spies().context['gradlens.sessionEnded'], true);
    await says(/Train here \| last: stopped after \d+ steps/);
  });
});
