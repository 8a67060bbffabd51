import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FromWebview, InspectorPost } from '../../src/protocol/inspector.js';
import { nextPanel, type WatchedPanel } from './nextPanel.js';
import { answer, choose, forgetQuestions, labels, questions, spies } from './spies.js';
import { clickLens, lensTitles, openProgram, runsIn, waitFor } from './support.js';

const state = () => spies().context['gradlens.sessionState'];
const run = (name: string) => vscode.commands.executeCommand(`gradlens.${name}`);

describe('a session', function () {
  this.timeout(60_000);
  let document: vscode.TextDocument;
  let earlier = 0;
  let inspector: WatchedPanel<InspectorPost, FromWebview>;

  before(async () => {
    forgetQuestions();
    // The inspector of another test: a new one can be watched.
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    inspector = nextPanel();
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

  /** The answer to a measurement, once the inspector is told. */
  const measured = async (request: number) => {
    const find = () =>
      inspector.posted
        .flatMap(({ messages }) => messages)
        .find((message) => (message.type === 'measured' || message.type === 'refused') && message.request === request);
    await waitFor('what was measured', () => find() !== undefined);
    const message = find()!;
    assert.ok(message.type === 'measured', JSON.stringify(message));
    return message;
  };

  it('measures the spectrum where the inspector asks for it, at the step where it stands', async () => {
    inspector.tell({ type: 'measure', request: 71, training: 0, what: 'spectrum', step: null });
    const { what, detail } = await measured(71);
    assert.equal(what, 'spectrum');
    const { spectrum } = detail;
    assert.equal(spectrum?.step, await step());
    // The Hessian of Σw² is 2I.
    for (const { value } of [...spectrum.payload.eigenvalues, ...spectrum.payload.smallest])
      assert.ok(Math.abs(value - 2) < 1e-5, String(value));
    assert.ok(spectrum.payload.density);
  });

  it('is verified in float64 by Verify This Step, and the inspector is told', async () => {
    await run('verifyStep');
    const { verify } = (await measured(0)).detail;
    assert.equal(verify?.step, await step());
    const quantities = verify.payload.quantities.map(({ quantity }) => quantity);
    assert.deepEqual(quantities, ['loss', 'gradient norm of w', 'Hessian-vector product', 'λ1']);
    for (const { quantity, relativeError } of verify.payload.quantities)
      assert.ok(relativeError < 1e-6, `${quantity}: ${relativeError}`);
    assert.ok(Math.abs(verify.payload.quantities[3]!.float64 - 2) < 1e-9);
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
