import assert from 'node:assert/strict';
import { closeBrowser, openInspector } from './harness.js';

describe('the inspector by keyboard', () => {
  after(closeBrowser);

  it('closes by Escape in order: popover, opened row, cursor; the focus comes back to the row', async () => {
    const { page, close } = await openInspector({ width: 900, height: 1400 });
    await page.evaluate(() => window.harness.show({ steps: 371, state: 'running' }));
    await page.locator('gl-heat-strip canvas').first().waitFor();
    await page.evaluate(() => document.querySelector('gl-inspector')!.store.openVariable(2));
    await page.getByRole('button', { name: 'About Histogram of the gradient' }).focus();
    await page.evaluate(() => document.querySelector('gl-inspector')!.store.setCursor(7));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Histogram of the gradient' });
    await dialog.waitFor();
    const selection = () => page.evaluate(() => document.querySelector('gl-inspector')!.store.state.selection);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal((await selection()).openVariable, 2);
    await page.keyboard.press('Escape');
    await page.locator('gl-variable-detail').waitFor({ state: 'detached' });
    assert.equal((await selection()).cursor, 7);
    await page.locator('gl-gradient-flow [data-key="variable 2"]:focus').waitFor();
    await page.keyboard.press('Escape');
    assert.equal((await selection()).cursor, null);
    await close();
  });

  it('closes by Escape also where nothing has the focus', async () => {
    const { page, close } = await openInspector({ width: 900, height: 1400 });
    await page.evaluate(() => window.harness.show({ steps: 371, state: 'running' }));
    await page.evaluate(() => document.querySelector('gl-inspector')!.store.openVariable(2));
    await page.locator('gl-variable-detail').waitFor();
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('Escape');
    await page.locator('gl-variable-detail').waitFor({ state: 'detached' });
    await page.locator('gl-gradient-flow [data-key="variable 2"]:focus').waitFor();
    await close();
  });

  it('opens a layer by its name where that has a row of its own, and reveals its line', async () => {
    const { page, close } = await openInspector({ width: 300, height: 900, place: 'sidebar' });
    await page.evaluate(() => window.harness.show({ steps: 371, state: 'running' }));
    const layer = page.getByRole('row', { name: /^Layer conv2\. At step 371: gradient norm kernel [\d.e-]+, bias / });
    const opened = () =>
      page.evaluate(() => document.querySelector('gl-inspector')!.store.state.selection.openVariable);
    const lines = () =>
      page.evaluate(() =>
        window.harness.posted.flatMap((message) => (message.type === 'openLine' ? message.line : [])),
      );
    await layer.getByText('conv2').click();
    await page.locator('gl-variable-detail').waitFor();
    assert.equal(await opened(), 2);
    assert.equal(await layer.getAttribute('aria-expanded'), 'true');
    assert.deepEqual(await lines(), [11]);
    await layer.getByText('conv2').click();
    assert.equal(await opened(), null);
    await layer.getByText('bias').click();
    assert.equal(await opened(), 3, 'a norm opens its own variable');
    await layer.getByText('bias').click();

    await page.getByRole('row', { name: /^conv1, bias/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('gl-gradient-flow [data-key="layer 2"]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('gl-variable-detail').waitFor();
    assert.equal(await opened(), 2);
    assert.deepEqual(await lines(), [11, 11, 11]);
    await close();
  });
});
