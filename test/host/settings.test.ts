import assert from 'node:assert/strict';
import childProcess from 'node:child_process';
import * as vscode from 'vscode';
import { SETTINGS_VARIABLE, type TrainerSettings } from '../../src/protocol/settings.js';
import { forgetQuestions, questions } from './spies.js';
import { clickLens, nextRun, openProgram, runsIn } from './support.js';

describe('the settings', function () {
  this.timeout(60_000);
  const changed = {
    graceTime: 77,
    budget: 10,
    rules: { 'loss-diverges': false, 'data-unfit': { large: 100 }, misspelt: true },
    'runs.maximumSize': 50,
    backend: 'cpu',
    tensorflow: 'bundled',
    'inspector.openOnTrain': 'never',
  };
  const real = childProcess.spawn;
  const set = async (values: Record<string, unknown>) => {
    const settings = vscode.workspace.getConfiguration('gradlens');
    for (const [name, value] of Object.entries(values)) {
      await settings.update(name, value, vscode.ConfigurationTarget.Workspace);
    }
  };
  after(async () => {
    childProcess.spawn = real;
    await set(Object.fromEntries(Object.keys(changed).map((name) => [name, undefined])));
  });

  it('reach the trainer', async () => {
    const passed: TrainerSettings[] = [];
    const spawn = (...args: Parameters<typeof real>) => {
      const text = args[2].env?.[SETTINGS_VARIABLE];
      if (text) passed.push(JSON.parse(text) as TrainerSettings);
      return real(...args);
    };
    childProcess.spawn = spawn as typeof real;
    await set(changed);
    forgetQuestions();
    const before = runsIn().length;
    await clickLens(await openProgram('train.js'));
    const run = await nextRun(before);
    assert.equal(passed.length, 1);
    const { graceSeconds, budget, sizeLimit, backend, tensorflow } = passed[0]!;
    assert.deepEqual([graceSeconds, budget, sizeLimit, backend, tensorflow], [77, 0.1, 50e6, 'cpu', 'bundled']);
    // The one that is no rule is left out, and said.
    assert.deepEqual(passed[0]!.rules, { 'loss-diverges': false, 'data-unfit': { large: 100 } });
    assert.match(JSON.stringify(questions('showWarningMessage')), /There is no rule \\"misspelt\\"/);
    assert.equal(run.backend?.name, 'cpu');
  });
});
