/** The inspector as a view of the side bar and as a panel beside the code, on the packaged extension. */
import assert from 'node:assert/strict';
import type { Frame, Locator, Page } from 'playwright-core';
import { runCommand } from '../../../scripts/workbench/page.js';
import { formatNumber } from '../../../src/format/number.js';
import { findInspector, inspectorIn, scrubber, shownSteps, until } from '../support/inspectors.js';
import { keepPicture, openInstalled } from '../support/installed.js';
import { newestRun, recordedSteps, runDirectories } from '../support/recorded.js';

describe('the inspector in two places', function () {
  this.timeout(240_000);
  let workbench: Awaited<ReturnType<typeof openInstalled>>;
  let page: Page;
  let view: Frame;
  let panel: Frame;
  const lens = (text: string): Locator => page.locator('.codelens-decoration a', { hasText: text }).first();
  const activity = (name: string): Locator => page.locator(`.activitybar [aria-label^="${name}"]`).first();
  const button = (name: string) => panel.getByRole('button', { name, exact: true }).first();
  const recorded = () => recordedSteps(workbench.folder);
  const pause = async () => {
    await button('Pause').click();
    await button('Resume').waitFor({ timeout: 60_000 });
  };
  const standsAt = async (inspector: Frame, step: number) => (await shownSteps(inspector)).step === step;
  /** The gradient's norm at a step, as the record has it and the inspector writes it. */
  const norm = (step: number) =>
    formatNumber(newestRun(workbench.folder).readings(0, step).variables[0]!.gradientNorm!);

  before(async () => {
    const context = { viewport: { width: 1600, height: 1000 } };
    workbench = await openInstalled('test/host/workspace', { openFile: 'endless.js', context });
    page = workbench.page;
    await lens('Train here').click({ timeout: 90_000 });
    panel = await inspectorIn(page, 'panel');
    await activity('Gradlens').click();
    view = await inspectorIn(page, 'view');
  });
  after(async () => {
    await keepPicture(workbench, 'inspector-places-last');
    await workbench.close();
  });

  it('shows the same session in both: same run, same step, same numbers', async () => {
    await pause();
    const steps = recorded();
    for (const inspector of [view, panel]) {
      await inspector.getByText('Paused', { exact: true }).first().waitFor();
      await until('the newest step', () => standsAt(inspector, steps));
      assert.equal((await shownSteps(inspector)).steps, steps);
      await inspector.getByText(norm(steps), { exact: true }).first().waitFor();
    }
    assert.equal(runDirectories(workbench.folder).length, 1);
    await keepPicture(workbench, 'inspector-both-places');
  });

  it('moves each scrubber for itself', async () => {
    const steps = recorded();
    await scrubber(panel).press('Home');
    await until('step 1 in the panel', () => standsAt(panel, 1));
    assert.ok(await standsAt(view, steps), 'the view stays');
    await scrubber(view).press('ArrowLeft');
    await until('the step before in the view', () => standsAt(view, steps - 1));
    assert.ok(await standsAt(panel, 1), 'the panel stays');
    await panel.getByText(norm(1), { exact: true }).first().waitFor();
    await view
      .getByText(norm(steps - 1), { exact: true })
      .first()
      .waitFor();
  });

  it('steers the one session from either', async () => {
    const steps = recorded();
    await view.getByRole('button', { name: 'Step', exact: true }).first().click();
    await until('one more step', () => recorded() === steps + 1);
    for (const inspector of [view, panel])
      await until('the new step is known', async () => (await shownSteps(inspector)).steps === steps + 1);
    assert.ok(await standsAt(panel, 1), 'who went back stays there');
    await scrubber(view).press('End');
    await until('the newest step in the view', () => standsAt(view, steps + 1));
  });

  it('opens the glossary of the extension at what is asked about', async () => {
    await view.getByRole('button', { name: 'About Gradient flow' }).click();
    await view.getByRole('button', { name: 'Open Glossary' }).click();
    await page.locator('.tab', { hasText: 'Preview glossary.md' }).waitFor({ timeout: 60_000 });
    await keepPicture(workbench, 'inspector-glossary');
  });

  it('is torn down while hidden, and stands at the newest step when shown again', async () => {
    const before = recorded();
    await button('Resume').click();
    await activity('Explorer').click();
    await until('the view to go', async () => (await findInspector(page, 'view')) === null);
    await until('the training to go on', () => recorded() > before + 100);
    await pause();
    const steps = recorded();
    await activity('Gradlens').click();
    view = await inspectorIn(page, 'view');
    await until('the newest step', () => standsAt(view, steps));
    await view.getByText(norm(steps), { exact: true }).first().waitFor();
    await view.getByText('Paused', { exact: true }).first().waitFor();
  });
});

describe('an inspector whose webview never loads', function () {
  this.timeout(240_000);
  for (const place of ['view', 'panel'] as const) {
    it(`is made anew in the ${place}`, async () => {
      const workbench = await openInstalled('test/host/workspace', { openFile: 'train.js' });
      const { page } = workbench;
      try {
        let dumb = 0;
        const first = (url: URL) => url.pathname.endsWith('/pre/index.html') && dumb === 0;
        await page.route(first, (route) => {
          dumb++;
          return route.fulfill({ contentType: 'text/html', body: '' });
        });
        await page.locator('.codelens-decoration a', { hasText: 'Train here' }).first().waitFor({ timeout: 90_000 });
        if (place === 'view') await page.locator('.activitybar [aria-label^="Gradlens"]').first().click();
        else await runCommand(page, 'Gradlens: Open Inspector to the Side');
        await inspectorIn(page, place);
        assert.equal(dumb, 1);
      } finally {
        await workbench.close();
      }
    });
  }
});
