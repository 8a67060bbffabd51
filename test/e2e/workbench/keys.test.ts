/** The keys of a debugger steer the session, from the code and from the inspector, and only while there is one. */
import assert from 'node:assert/strict';
import type { Frame, Locator, Page } from 'playwright-core';
import { inspectorIn, until } from '../support/inspectors.js';
import { keepPicture, openInstalled } from '../support/installed.js';
import { newestInfo, recordedSteps, runDirectories } from '../support/recorded.js';

describe('the keys of a session', function () {
  this.timeout(240_000);
  let workbench: Awaited<ReturnType<typeof openInstalled>>;
  let page: Page;
  let panel: Frame;
  const lens = (text: string): Locator => page.locator('.codelens-decoration a', { hasText: text }).first();
  const code = () => page.locator('.view-line', { hasText: 'optimizer.minimize' }).first();
  const recorded = () => recordedSteps(workbench.folder);
  const stands = async () => {
    await lens('Resume').waitFor({ timeout: 60_000 });
    await panel.getByText('Paused', { exact: true }).first().waitFor();
  };
  const runs = async () => {
    const before = recorded();
    await until('further steps', () => recorded() > before + 5);
    await lens('Pause').waitFor({ timeout: 60_000 });
  };

  before(async () => {
    workbench = await openInstalled('test/host/workspace', { openFile: 'endless.js' });
    page = workbench.page;
    await lens('Train here').click({ timeout: 90_000 });
    panel = await inspectorIn(page, 'panel');
    await runs();
    await code().click();
  });
  after(async () => {
    await keepPicture(workbench, 'keys-last');
    await workbench.close();
  });

  it('F6 pauses', async () => {
    await page.keyboard.press('F6');
    await stands();
  });

  it('F10 takes one step each time', async () => {
    for (let time = 0; time < 3; time++) {
      const before = recorded();
      await page.keyboard.press('F10');
      await until('one more step', () => recorded() === before + 1);
      await stands();
      assert.equal(recorded(), before + 1);
    }
  });

  it('F5 resumes, and opens no debugger', async () => {
    await page.keyboard.press('F5');
    await runs();
    assert.equal(await page.locator('.debug-toolbar').count(), 0);
  });

  it('do the same while the inspector has the focus', async () => {
    await panel.getByRole('slider', { name: 'Step shown' }).focus();
    await page.keyboard.press('F6');
    await stands();
    const before = recorded();
    await page.keyboard.press('F10');
    await until('one more step', () => recorded() === before + 1);
    await stands();
    await page.keyboard.press('F5');
    await runs();
  });

  it('Shift+F5 stops', async () => {
    await code().click();
    await page.keyboard.press('Shift+F5');
    await until('the outcome', () => newestInfo(workbench.folder).outcome !== null);
    assert.equal(newestInfo(workbench.folder).outcome?.stopped, 'user');
    await lens('Train here').waitFor({ timeout: 60_000 });
    assert.equal(runDirectories(workbench.folder).length, 1);
  });
});
