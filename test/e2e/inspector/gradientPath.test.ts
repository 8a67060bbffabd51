import assert from 'node:assert/strict';
import { closeBrowser, openInspector, type InspectorPage } from './harness.js';

describe('the gradient path of an opened row', () => {
  let open: InspectorPage;
  before(async () => {
    open = await openInspector({ width: 900, height: 1200 });
    await open.page.evaluate(() => window.harness.show({ steps: 371, state: 'ended' }));
    await open.page.waitForFunction(() => document.querySelector('gl-inspector')?.store.state.status);
    await open.page.evaluate(() => {
      const { store } = document.querySelector('gl-inspector')!;
      store.seek(250);
      store.openVariable(0);
    });
  });
  after(async () => {
    const { faults } = open;
    await open.close();
    await closeBrowser();
    assert.deepEqual(faults, []);
  });
  const path = () => open.page.locator('gl-gradient-path');

  it('lists the ops from the loss to the variable, each with the norm after it', async () => {
    const rows = path().locator('li');
    await rows.first().waitFor();
    const texts = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
    assert.equal(texts.length, 20);
    assert.match(texts[0]!, /^Mean digits\.js:25 4\.00 × 0\.850$/);
    assert.match(texts.at(-2)!, /^Conv2D conv1 digits\.js:8 /);
    assert.match(texts.at(-1)!, /^conv1\/kernel /);
  });

  it('says where the gradient shrinks and grows most, and marks both ops', async () => {
    await path().getByText('shrinks most at Relu, digits.js:11 (× 0.0500)').waitFor();
    const marked = await path().locator('li', { hasText: '▼' }).allInnerTexts();
    assert.equal(marked.length, 1);
    assert.match(marked[0]!, /Relu\s+conv2/);
    assert.equal(await path().locator('li', { hasText: '▲' }).count(), 1);
  });

  it('names the step at which it was measured where that is not the one shown', async () => {
    await path().getByText('step 248', { exact: true }).waitFor();
    await open.page.evaluate(() => document.querySelector('gl-inspector')!.store.seek(240));
    await path().getByText('1.00', { exact: true }).first().waitFor();
    assert.equal(await path().getByText(/^step/).count(), 0);
  });

  it('opens the line of an op', async () => {
    await path().getByRole('button', { name: 'digits.js:11' }).first().click();
    const posted = await open.page.evaluate(() => window.harness.posted.findLast(({ type }) => type === 'openLine'));
    assert.deepEqual(posted, { type: 'openLine', file: '/home/ada/digits/digits.js', line: 11 });
  });
});
