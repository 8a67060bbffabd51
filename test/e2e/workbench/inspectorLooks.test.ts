import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { sheetOf } from '../../../webview/theme/sheets.js';
import { until } from '../support/inspectors.js';
import { keepPicture, openInstalled } from '../support/installed.js';
import { pickTheme, THEMES } from '../support/themes.js';

/** Both places of the inspector on a real run, in the four themes that the standalone page has too. */
describe('the looks of the inspector', function () {
  this.timeout(240_000);
  let workbench: Awaited<ReturnType<typeof openInstalled>>;
  let page: Page;

  before(async () => {
    workbench = await openInstalled('examples', {
      openFile: 'iris/train.js',
      context: { viewport: { width: 1600, height: 1200 } },
    });
    page = workbench.page;
    const lens = page.locator('.codelens-decoration a', { hasText: 'Train here' }).first();
    await lens.waitFor({ timeout: 90_000 });
    await lens.click();
    await page.locator('.activitybar a[aria-label*="Gradlens"]').first().click();
    await until('both places', async () => (await inspectors(page)).length === 2);
    for (const frame of await inspectors(page))
      await frame.getByText('Ended', { exact: true }).first().waitFor({ timeout: 60_000 });
  });
  after(() => workbench.close());

  it('shows the same session in both places, each in its own layout', async () => {
    const shown = await Promise.all(
      (await inspectors(page)).map((frame) =>
        frame.evaluate(() => {
          const { state } = document.querySelector('gl-inspector')!.store;
          return { place: document.body.dataset['place'], run: state.run!.id, step: state.selection.step };
        }),
      ),
    );
    assert.deepEqual(shown.map(({ place }) => place).sort(), ['editor', 'sidebar']);
    assert.equal(shown[0]!.run, shown[1]!.run);
    assert.equal(shown[0]!.step, shown[1]!.step);
    assert.ok(shown[0]!.step > 0);
  });

  for (const [kind, theme] of THEMES)
    it(`has the colours of ${theme}, which are those of the standalone page`, async () => {
      await pickTheme(page, theme);
      const frame = (await inspectors(page))[0]!;
      const sheet = [...sheetOf(kind)].filter(([name]) => !/font/.test(name));
      const given = () =>
        frame.evaluate(
          (names) => names.map((name) => document.documentElement.style.getPropertyValue(`--vscode-${name}`).trim()),
          sheet.map(([name]) => name),
        );
      const background = sheet.findIndex(([name]) => name === 'editor-background');
      await until(theme, async () => (await given())[background] === sheet[background]![1]);
      assert.deepEqual(
        (await given()).map((value, i) => [sheet[i]![0], value]),
        sheet,
      );
      await keepPicture(workbench, `inspector-${kind}`);
    });
});

async function inspectors(page: Page): Promise<Frame[]> {
  const found: Frame[] = [];
  for (const frame of page.frames()) {
    const count = await frame
      .locator('gl-inspector')
      .count()
      .catch(() => 0);
    if (count > 0) found.push(frame);
  }
  return found;
}
