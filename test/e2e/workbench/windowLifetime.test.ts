/** A window that is reloaded finds its training and its panel again; one that is closed ends its program. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { isAlive } from '../../../src/session/processTree.js';
import { findInspector, inspectorIn, shownSteps, until } from '../support/inspectors.js';
import { keepPicture, openInstalled } from '../support/installed.js';
import { newestInfo, newestRun, recordedSteps, runDirectories } from '../support/recorded.js';

/** Counts its own steps, until a file tells it to end. */
const COUNTED = `import { existsSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';

const w = tf.variable(tf.tensor1d([3, -2]), true, 'w');
const optimizer = tf.train.sgd(1e-6);
let steps = 0;
while (!existsSync('enough')) {
  optimizer.minimize(() => tf.sum(tf.square(w)));
  steps++;
  await new Promise((resolve) => setTimeout(resolve, 5));
}
writeFileSync('counted', String(steps));
`;

type Opened = Awaited<ReturnType<typeof openInstalled>>;

/** The address of the same window, with another file to open or none: one in the address replaces the editors of before. */
function addressOf(workbench: Opened, openFile: string | null): string {
  const url = new URL(workbench.server.url);
  const payload = JSON.parse(url.searchParams.get('payload')!) as [string, string][];
  const others = payload.filter(([name]) => name !== 'openFile');
  const file = openFile && (['openFile', `vscode-remote://${url.host}${join(workbench.folder, openFile)}`] as const);
  url.searchParams.set('payload', JSON.stringify([...others, ...(file ? [file] : [])]));
  return url.href;
}

/** Whether the state that the workbench keeps in the browser, every few seconds, has this text. */
function keptInBrowser(page: Page, text: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith('vscode-web-state-db')) continue;
      const found = await new Promise<boolean>((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          const database = opening.result;
          const [store] = database.objectStoreNames;
          const values = database.transaction(store!).objectStore(store!).getAll();
          values.onsuccess = () => {
            database.close();
            resolve(values.result.some((value) => String(value).includes(wanted)));
          };
        };
      });
      if (found) return true;
    }
    return false;
  }, text);
}

async function train(page: Page): Promise<void> {
  await page.locator('.codelens-decoration a', { hasText: 'Train here' }).first().click({ timeout: 90_000 });
}

describe('a window', function () {
  this.timeout(240_000);
  let workbench: Opened;
  const recorded = () => recordedSteps(workbench.folder);
  const begun = () => runDirectories(workbench.folder).length > 0 && recorded() > 20;

  afterEach(async function () {
    if (this.currentTest?.isFailed()) await keepPicture(workbench, 'window-failed').catch(() => undefined);
    await workbench.close();
  });

  it('restores the panel after a reload, on the training that went on meanwhile and lost no step', async () => {
    workbench = await openInstalled('test/host/workspace');
    const { page, folder } = workbench;
    writeFileSync(join(folder, 'counting.js'), COUNTED);
    await page.goto(addressOf(workbench, 'counting.js'));
    await train(page);
    await inspectorIn(page, 'panel');
    await until('the first steps', begun);
    const { pid } = newestInfo(folder).control!;
    await until('the workbench to keep its editors', () => keptInBrowser(page, 'mainThreadWebview-gradlens.inspector'));
    await page.goto('about:blank');
    const before = recorded();
    await until('the training to go on without a window', () => recorded() > before + 100);
    await page.goto(addressOf(workbench, null));
    const panel = await inspectorIn(page, 'panel');
    await panel.getByText('Running', { exact: true }).first().waitFor({ timeout: 60_000 });
    const known = (await shownSteps(panel)).steps;
    assert.ok(known > before, `${known} steps are known after the reload, ${before} were before`);
    await until('further steps in the panel', async () => (await shownSteps(panel)).steps > known);
    assert.equal(newestInfo(folder).control?.pid, pid, 'the same process');
    await keepPicture(workbench, 'window-reloaded');
    writeFileSync(join(folder, 'enough'), '');
    await panel.getByText('Ended', { exact: true }).first().waitFor({ timeout: 60_000 });
    const counted = Number(readFileSync(join(folder, 'counted'), 'utf8'));
    assert.equal(recorded(), counted);
    const run = newestRun(folder);
    for (let step = 1; step <= counted; step++) assert.equal(run.readings(0, step).step, step);
    assert.equal(runDirectories(folder).length, 1);
  });

  it('ends its program after the grace time once it is closed, and the run has its outcome', async () => {
    const settings = { 'gradlens.graceTime': 2, 'gradlens.inspector.openOnTrain': 'never' };
    workbench = await openInstalled('test/host/workspace', { openFile: 'endless.js', settings });
    const { page, folder } = workbench;
    await train(page);
    await until('the first steps', begun);
    assert.equal(await findInspector(page, 'panel'), null);
    const { pid } = newestInfo(folder).control!;
    assert.ok(isAlive(pid));
    await page.context().close();
    await until('the end of the program', () => !isAlive(pid));
    const { outcome, control } = newestInfo(folder);
    assert.equal(control, null);
    assert.ok(outcome, 'the run has an outcome');
    assert.equal(outcome.recordingStopped, null);
    assert.ok(existsSync(runDirectories(folder)[0]!));
    const steps = recorded();
    assert.equal(newestRun(folder).readings(0, steps).step, steps);
  });
});
