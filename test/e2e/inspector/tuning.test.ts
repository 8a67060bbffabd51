import assert from 'node:assert/strict';
import type { TuneShown } from '../../../src/protocol/tuneView.js';
import { violations } from './axe.js';
import { closeBrowser, openInspector, type InspectorPage } from './harness.js';
import { madeUpTunings } from './madeUpTuning.js';

const made = madeUpTunings();

describe('the picture of a tuning', function () {
  this.timeout(60_000);
  let tuning: InspectorPage;
  after(closeBrowser);

  async function open(shown: TuneShown, width = 900): Promise<InspectorPage['page']> {
    tuning = await openInspector({ width, height: 700, bundle: 'tuning' });
    await tell(shown);
    await tuning.page.locator('gl-own-axis-chart canvas').first().waitFor();
    return tuning.page;
  }
  const tell = (shown: TuneShown) =>
    tuning.page.evaluate((posted) => window.postMessage({ type: 'tune', shown: posted }, '*'), shown);
  const posted = () => tuning.page.evaluate(() => window.harness.posted as { type: string; value?: number }[]);
  afterEach(async () => {
    assert.deepEqual(tuning.faults, []);
    await tuning.close();
  });

  it('draws under the editor’s content policy, and asks to apply, to stop and to open the line', async () => {
    const page = await open(made['tuning-running']);
    await page.getByRole('button', { name: 'Stop' }).click();
    await tell(made.tuning);
    await page.getByText('Ended: 72 of 72 runs').waitFor();
    await page.getByRole('button', { name: 'Apply λ = 0.316' }).click();
    await page.getByRole('button', { name: 'ridge.js:5' }).click();
    await page.getByRole('button', { name: 'Folds and Metric…' }).click();
    assert.equal(await page.getByRole('button', { name: 'Resume' }).count(), 0);
    await tell({ ...made.tuning, state: 'stopped' });
    await page.getByRole('button', { name: 'Resume' }).click();
    assert.deepEqual(await posted(), [
      { type: 'ready' },
      { type: 'stop' },
      { type: 'apply', value: 0.316227766016838 },
      { type: 'openLine' },
      { type: 'choose' },
      { type: 'resume' },
    ]);
    await tell({ ...made.tuning, now: 0.316227766016838 });
    await page.getByText('applied', { exact: true }).waitFor();
  });

  it('reads the values under the cursor, by pointer and by key, and has them in a table', async () => {
    const page = await open(made.tuning);
    const chart = page.locator('gl-own-axis-chart').first();
    await chart.getByText('0.275 ± 0.0694').waitFor();
    await chart.locator('gl-own-axis-plot').focus();
    await page.keyboard.press('End');
    await chart.getByText('31.6').waitFor();
    await page.keyboard.press('Escape');
    await chart.getByText('0.275 ± 0.0694').waitFor();
    await chart.getByRole('button', { name: 'About Loss against λ' }).click();
    await page.getByRole('button', { name: 'Show Data' }).click();
    assert.equal(await page.getByRole('row').count(), 13);
  });

  it('has a picture at every width, and names for all of it', async () => {
    for (const width of [300, 900]) {
      const page = await open(made['tuning-failed'], width);
      const wide = await page.evaluate(() => document.querySelector('gl-tuning')!.scrollWidth);
      assert.ok(wide <= width, `${wide} px in ${width}`);
      assert.deepEqual(await violations(page), []);
      if (width === 300) await tuning.close();
    }
  });
});
