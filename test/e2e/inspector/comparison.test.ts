import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/protocol/comparison.js';
import { violations } from './axe.js';
import { closeBrowser, openInspector, type InspectorPage } from './harness.js';
import { madeUpComparison } from './madeUpComparison.js';

describe('the picture of a comparison', function () {
  this.timeout(60_000);
  let panel: InspectorPage;
  after(closeBrowser);
  afterEach(async () => {
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });

  async function open(comparison: Comparison, width: number): Promise<InspectorPage['page']> {
    panel = await openInspector({ width, height: 1000, bundle: 'comparison' });
    await panel.page.evaluate((made) => {
      window.harness.theme('dark');
      window.postMessage({ type: 'comparison', comparison: { ...made, sides: [] } }, '*');
      window.postMessage({ type: 'comparison', comparison: made }, '*');
    }, comparison);
    await panel.page.locator('gl-comparison-chart canvas').first().waitFor();
    return panel.page;
  }

  it('moves one cursor through all charts, hides lines, and asks to open a run and the glossary', async () => {
    const page = await open(madeUpComparison(), 900);
    const loss = page.locator('gl-comparison-chart').first();
    await loss.locator('gl-own-axis-plot').focus();
    await page.keyboard.press('Home');
    assert.equal(await page.getByText('at step 1', { exact: true }).count(), 5);
    await page.getByRole('button', { name: 'Seconds' }).click();
    await loss.getByText('at the end').waitFor();
    assert.equal(await loss.locator('.reading-row').count(), 4);
    await page.getByRole('checkbox', { name: 'Draw B' }).uncheck();
    assert.equal(await loss.locator('.reading-row').count(), 3);
    await page.getByRole('button', { name: 'train.js:31' }).nth(2).click();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await loss.getByRole('button', { name: 'About Trainings side by side' }).click();
    await page.getByRole('button', { name: 'Open Glossary' }).click();
    assert.deepEqual(await page.evaluate(() => window.harness.posted as unknown[]), [
      { type: 'ready' },
      { type: 'openRun', run: 2 },
      { type: 'refresh' },
      { type: 'glossary', term: 'trainings-side-by-side' },
    ]);
    const removed = await page.locator('.removed .text').allTextContents();
    assert.deepEqual(removed, [
      ...['-   optimizer: tf.train.sgd(rate),', '- const rate = 0.05;', '-   optimizer: tf.train.sgd(rate),'],
    ]);
  });

  it('has names for all of it, and fits every width', async () => {
    for (const width of [300, 900]) {
      const page = await open(madeUpComparison(), width);
      const wide = await page.evaluate(() => document.querySelector('gl-comparison')!.scrollWidth);
      assert.ok(wide <= width, `${wide} px in ${width}`);
      assert.deepEqual(await violations(page), []);
      if (width === 300) await panel.close();
    }
  });
});
