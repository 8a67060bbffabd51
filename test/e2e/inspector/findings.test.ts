import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeBrowser, openFile, openInspector, type InspectorPage } from './harness.js';
import { madeUpFindings } from './madeUpFindings.js';
import { madeUpPage } from './madeUpPage.js';

let open: InspectorPage | null = null;

async function inspector(findings: object[], width = 900, steps = 371) {
  open = await openInspector({ width, height: 900, place: width === 300 ? 'sidebar' : 'editor' });
  const { page } = open;
  const state = steps > 0 ? 'running' : 'failed';
  await page.evaluate(([made, run]) => window.harness.show(made, run), [
    { steps, state },
    { run: { findings, ...(steps === 0 ? { trainings: [] } : {}) } },
  ] as const);
  await page.waitForFunction(() => document.querySelector('gl-inspector')?.store.state.status);
  return page;
}

const posted = (type: string) =>
  open!.page.evaluate((wanted) => window.harness.posted.filter((message) => message.type === wanted), type);

describe('the findings in the inspector', () => {
  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(faults, []);
  });
  after(closeBrowser);

  it('stand first, the worst before the others, each with numbers, advice and count', async () => {
    const page = await inspector(madeUpFindings);
    const found = page.locator('gl-findings .finding');
    assert.deepEqual(await found.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['rule'])), [
      'loss-diverges',
      'batches-of-classes',
      'weights-scale',
    ]);
    assert.equal(await page.locator('gl-section').first().getAttribute('title'), 'Findings');
    const [worst, , whole] = [found.nth(0), found.nth(1), found.nth(2)];
    await worst
      .getByText('rate 0.300, limit 6.67, largest eigenvalue [27.2, 30.9], samples 512; seen 131 times')
      .waitFor();
    await worst.getByText('Keep the rate below 0.0648 on line 20.').waitFor();
    assert.match((await whole.textContent())!, /layer dense1, mean square 12\.4, inputs \(min 0, max 1\)/);
    assert.equal(await whole.locator('.where button').count(), 0, 'no step and no line to go to');
  });

  it('lead to their line, their step and their rule', async () => {
    const page = await inspector(madeUpFindings);
    const worst = page.locator('gl-findings .finding').first();
    await worst.getByRole('button', { name: 'digits.js:20' }).click();
    assert.deepEqual(await posted('openLine'), [{ type: 'openLine', file: '/home/ada/digits/digits.js', line: 20 }]);
    await worst.getByRole('button', { name: '240', exact: true }).click();
    const slider = page.getByRole('slider', { name: 'Step shown' });
    assert.equal(await slider.getAttribute('aria-valuenow'), '240');
    await worst.getByRole('button', { name: '260', exact: true }).click();
    assert.equal(await slider.getAttribute('aria-valuenow'), '260');
    await worst.getByRole('button', { name: 'Why: the rule loss-diverges' }).click();
    assert.deepEqual(await posted('rule'), [{ type: 'rule', rule: 'loss-diverges' }]);
    await page.locator('gl-findings .finding').nth(1).getByRole('button', { name: 'start' }).click();
    assert.equal(await slider.getAttribute('aria-valuenow'), '1');
  });

  it('are marked on the scrubber where they begin, those of the whole run nowhere', async () => {
    const page = await inspector(madeUpFindings);
    const marks = page.locator('gl-scrubber .mark');
    assert.deepEqual(await marks.evaluateAll((all) => all.map((one) => one.className)), [
      'triangle mark error',
      'triangle mark warning',
    ]);
  });

  it('show no panel where there is none, and one that is full where no step was recorded', async () => {
    let page = await inspector([]);
    await page.getByRole('slider', { name: 'Step shown' }).waitFor();
    assert.equal(await page.locator('gl-findings').count(), 0);
    await open!.close();
    page = await inspector([{ ...madeUpFindings[2], rule: 'gradient-fails', severity: 'error' }], 900, 0);
    await page.locator('gl-findings .finding').waitFor();
    assert.equal(await page.locator('gl-findings .where button').count(), 0);
  });

  it('hold all of many back until they are asked for', async () => {
    const many = Array.from({ length: 11 }, (_, id) => ({ ...madeUpFindings[0], id, followed: [] }));
    const page = await inspector(many);
    const found = page.locator('gl-findings .finding');
    assert.equal(await found.count(), 8);
    await page.getByRole('button', { name: 'Show All 11' }).click();
    assert.equal(await found.count(), 11);
  });

  it('fold their consequences into one line on a narrow page', async () => {
    const page = await inspector(madeUpFindings, 300);
    const followed = page.locator('gl-findings .followed');
    assert.equal(await followed.isVisible(), false);
    await page.getByText('2 consequences').click();
    assert.equal(await followed.isVisible(), true);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 300, `${wide} px`);
  });
});

describe('the findings on the lines of a page', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'gradlens-findings-'))));
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await closeBrowser();
  });

  it('stand on their line from the step on at which they begin', async () => {
    const path = join(folder, 'run.html');
    writeFileSync(path, await madeUpPage(400, madeUpFindings));
    const { page, faults, close } = await openFile(path, { width: 1500, height: 900 });
    const line = page.locator('li[data-line="20"]');
    await line.getByText(madeUpFindings[0]!.message).waitFor();
    assert.equal(await line.locator('.sign.error').count(), 1);
    await page.evaluate(() => document.querySelector('gl-page')!.store.seek(239));
    await line.getByText(madeUpFindings[0]!.message).waitFor({ state: 'detached' });
    await page.locator('li[data-line="33"] .sign.warning').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Why/ }).count(), 0, 'a link that leads nowhere');
    assert.deepEqual(faults, []);
    await close();
  });
});
