import assert from 'node:assert/strict';
import { closeBrowser, openInspector } from './harness.js';

/** What every line chart shows, as pictures. */
const pictures = () =>
  [...document.querySelector('gl-inspector')!.shadowRoot!.querySelectorAll('gl-section')].flatMap((section) => {
    const found: string[] = [];
    const walk = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.localName === 'gl-line-chart') {
          const canvas = element.shadowRoot!.querySelector('canvas');
          if (canvas) found.push(canvas.toDataURL());
        }
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(section);
    return found;
  });

describe('a chart that grows', () => {
  after(closeBrowser);

  it('looks as one that is opened at the same step: its range moves with its values', async () => {
    const shown = async (...steps: number[]) => {
      const { page, close } = await openInspector({ width: 900, height: 1400 });
      for (const count of steps) {
        await page.evaluate((count) => window.harness.show({ steps: count, state: 'running' }), count);
        await page.waitForFunction(
          (count) => document.querySelector('gl-inspector')?.store.state.status?.step === count,
          count,
        );
        await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
      }
      const found = await page.evaluate(pictures);
      await close();
      return found;
    };
    const [grown, opened] = [await shown(1, 3, 60, 371), await shown(371)];
    assert.ok(opened.length >= 2, `${opened.length} charts`);
    grown.forEach((picture, i) => assert.ok(picture === opened[i], `chart ${i + 1} shows something else`));
  });
});
