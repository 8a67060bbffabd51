import assert from 'node:assert/strict';
import type { FromWebview } from '../../../src/protocol/inspector.js';
import { closeBrowser, openInspector, type InspectorPage } from './harness.js';

type Shown = Parameters<typeof window.harness.show>[0];
let open: InspectorPage | null = null;

async function inspector(made: Partial<Shown> = {}, width = 900) {
  open = await openInspector({ width, height: 1800, place: width < 500 ? 'sidebar' : 'editor' });
  const { page } = open;
  const shown: Shown = { steps: 371, state: 'running', terms: 'written', ...made };
  await page.evaluate((run) => window.harness.show(run), shown);
  await page.waitForFunction(() => document.querySelector('gl-inspector')?.store.state.status);
  return page;
}

const section = () => open!.page.getByRole('button', { name: /^Regularizers/ });
const seek = (step: number) =>
  open!.page.evaluate((shown) => document.querySelector('gl-inspector')!.store.seek(shown), step);

describe('the panel of the regularizers', () => {
  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(faults, [], 'errors of the page, or violations of its content security policy');
  });
  after(closeBrowser);

  it('stands closed at 300 px with the shares of the penalties', async () => {
    await inspector({}, 300);
    await seek(261);
    assert.equal(await section().getAttribute('aria-expanded'), 'false');
    assert.match((await section().textContent())!, /l2 49 %, l1 24 %, jacobian 17 % of gradient, step 260/);
  });

  it('shows magnitude, shares by layer, cosine, Jacobian and each term, as of the step shown', async () => {
    const page = await inspector();
    await seek(260);
    for (const name of [/^Magnitude of the terms, stacked/, /^Cosine with/, /^Norm of the Jacobian/])
      assert.equal(await page.getByRole('img', { name }).count(), 1, String(name));
    const share = page.getByRole('img', { name: /^Share of the gradient of conv1/ });
    assert.match((await share.getAttribute('aria-label'))!, /l2 49 %, l1 24 %, jacobian 17 %/);
    const rows = await page.locator('gl-term-list .term').allTextContents();
    assert.deepEqual(
      rows.map((row) => row.trim().split(/\s+/)[0]),
      ['Terms', 'mse', 'decay', 'sparse', 'jacobian'],
    );
    assert.match(rows[2]!, /λ\/2 Σw², λ 5e-4/);
    await seek(3);
    const readings = page.locator('gl-term-list .term').nth(1).locator('.reading span');
    await page.waitForFunction(() => document.querySelector('gl-inspector')!.store.state.selection.step === 3);
    assert.deepEqual(await readings.allTextContents(), ['–', '–', '–']);
  });

  it('opens the line of a term', async () => {
    const page = await inspector();
    await page.getByRole('button', { name: 'digits.js:27' }).click();
    const asked = await page.evaluate(() => window.harness.posted.filter((message) => message.type === 'openLine'));
    const expected: FromWebview = { type: 'openLine', file: '/home/ada/digits/digits.js', line: 27 };
    assert.deepEqual(asked, [expected]);
  });

  it('names a penalty that never reaches the loss, zeros that move, and decay in the update', async () => {
    const page = await inspector({ terms: 'unused' });
    const notes = (await page.locator('gl-regularizers .note').allTextContents()).join(' ').replace(/\s+/g, ' ');
    assert.match(notes, /smoothness at digits\.js:29 is a penalty that never reaches the loss/);
    assert.match(notes, /sparse moves 12 weights that are exactly 0/);
    assert.match(notes, /The update also takes <0\.1 % off every weight/);
  });

  it('draws declared penalties as one kind, and lists each', async () => {
    const page = await inspector({ terms: 'declared' });
    const label = await page.getByRole('img', { name: /^Cosine with/ }).getAttribute('aria-label');
    assert.match(label!, /l2, 5 terms −0\.\d+/);
    assert.equal(await page.locator('gl-term-list .term').count(), 7);
  });
});
