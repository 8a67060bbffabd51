/** Train here, as a person does it: in the workbench, with the packaged extension. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { runCommand, type Workbench } from '../../scripts/workbench/page.js';
import type { RunInfo } from '../../src/protocol/run.js';
import { until } from './support/inspectors.js';
import { keepPicture, openInstalled } from './support/installed.js';
import { recordedSteps } from './support/recorded.js';

const lens = (page: Page, text: string): Locator => page.locator('.codelens-decoration a', { hasText: text }).first();
const statusBar = (page: Page): Locator => page.locator('[id="gradlens.gradlens.gradlens.session"]');
const quickPick = (page: Page, text: string): Locator =>
  page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();

function runs(folder: string): RunInfo[] {
  const place = join(folder, '.gradlens/runs');
  if (!existsSync(place)) return [];
  return readdirSync(place).map((id) => JSON.parse(readFileSync(join(place, id, 'run.json'), 'utf8')) as RunInfo);
}

/** The document of each inspector that is visible. */
function inspectors(page: Page) {
  return page.locator('iframe.webview.ready');
}

/** A text inside an inspector, wherever in its shadow trees. */
function inInspector(page: Page, text: string | RegExp, nth = 0): Locator {
  return inspectors(page).nth(nth).contentFrame().locator('#active-frame').contentFrame().getByText(text).first();
}

describe('Train here', function () {
  this.timeout(240_000);
  let workbench: Workbench & { folder: string };
  let page: Page;
  before(async () => {
    workbench = await openInstalled('test/host/workspace', { openFile: 'endless.js' });
    page = workbench.page;
    page.setDefaultTimeout(60_000);
  });
  after(() => workbench.close());

  it('opens the inspector beside the code and counts steps in the lens and the status bar', async () => {
    await lens(page, 'Train here').click({ timeout: 60_000 });
    await lens(page, 'Step').waitFor({ timeout: 60_000 });
    await inInspector(page, 'Running').waitFor();
    for (const text of ['loss', 'Pause', 'Stop', 'Open Inspector']) await lens(page, text).waitFor();
    assert.match(await statusBar(page).innerText(), /step \d+.*loss \d+\.\d.*wasm/s);
    await keepPicture(workbench, 'editor-running');
  });

  it('never moves the code while it runs', async () => {
    const line = page.locator('.view-line', { hasText: 'optimizer.minimize' }).first();
    const place = async () => JSON.stringify(await line.boundingBox());
    const before = await place();
    const first = await lens(page, 'Step').innerText();
    await until('another step', async () => (await lens(page, 'Step').innerText()) !== first);
    assert.equal(await place(), before);
  });

  it('pauses, steps, and resumes', async () => {
    await lens(page, 'Pause').click();
    await lens(page, 'Resume').waitFor();
    await inInspector(page, 'Paused').waitFor();
    const says = async (step: number) => new RegExp(`Paused, step ${step}\\b`).test(await statusBar(page).innerText());
    const before = recordedSteps(workbench.folder);
    await until('the last step in the status bar', () => says(before));
    await runCommand(page, 'Gradlens: Step');
    await until('one step', () => says(before + 1));
    assert.equal(recordedSteps(workbench.folder), before + 1);
    await lens(page, 'Resume').click();
    await lens(page, 'Pause').waitFor();
  });

  it('asks what a second Train here shall do', async () => {
    await runCommand(page, 'Gradlens: Train Here');
    await quickPick(page, 'Restart').waitFor();
    await quickPick(page, 'Open Inspector').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(runs(workbench.folder).length, 1);
  });

  it('pauses when a condition holds, and says what is wrong with one', async () => {
    await runCommand(page, 'Gradlens: Pause When');
    const input = page.locator('.quick-input-widget', { hasText: 'Pause When…' }).locator('input').first();
    await quickPick(page, 'No condition').waitFor();
    await input.fill('loss ??');
    await quickPick(page, 'not understood').waitFor();
    await page.keyboard.press('Enter');
    await input.fill('step > 3');
    await quickPick(page, 'Pause when step > 3').waitFor();
    await page.keyboard.press('Enter');
    await lens(page, 'Resume').waitFor();
    await inInspector(page, 'step > 3').waitFor();
    await runCommand(page, 'Gradlens: Pause When');
    await quickPick(page, 'Pause when step > 3').waitFor();
    await input.fill('');
    await quickPick(page, 'No condition').waitFor();
    await page.keyboard.press('Enter');
    await lens(page, 'Resume').click();
    await lens(page, 'Pause').waitFor();
  });

  it('goes on while the window reloads, and is found again', async () => {
    await page.reload();
    await lens(page, 'Step').waitFor({ timeout: 60_000 });
    // The address names a file to open, so that the workbench opens it in place of the editors of before.
    await until('the session in the status bar', async () => /step \d+/.test(await statusBar(page).innerText()));
    assert.equal(runs(workbench.folder).length, 1);
    assert.equal(runs(workbench.folder)[0]?.outcome, null);
  });

  it('stops, and the lens tells the result', async () => {
    await lens(page, 'Stop').click();
    await until('the end', () => runs(workbench.folder)[0]?.outcome != null);
    await lens(page, 'Train here').waitFor();
    await lens(page, 'last: stopped after').waitFor();
    assert.equal(runs(workbench.folder)[0]?.outcome?.stopped, 'user');
    await keepPicture(workbench, 'editor-stopped');
  });

  it('explains a browser program line by line', async () => {
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').first().fill('page.js');
    await quickPick(page, 'page.js').click();
    await lens(page, 'browser program').click();
    await quickPick(page, 'Line 4: document').waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('an untrusted workspace', function () {
  this.timeout(240_000);
  it('runs nothing', async () => {
    const settings = { 'security.workspace.trust.startupPrompt': 'never' };
    const workbench = await openInstalled('test/host/workspace', { openFile: 'train.js', trust: true, settings });
    const { page } = workbench;
    try {
      await lens(page, 'Train here').click({ timeout: 90_000 });
      await page.locator('.notification-toast', { hasText: 'runs no program in Restricted Mode' }).waitFor();
      assert.deepEqual(runs(workbench.folder), []);
    } finally {
      await workbench.close();
    }
  });
});
