/** Where the system forces its colours (Windows' contrast themes), nothing may be told by the theme's colours. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { closeBrowser, openInspector, type InspectorPage } from './harness.js';

/** What the system's colours are on this page, as rgb(). */
const systemColours = (page: Page) =>
  page.evaluate(() => {
    const probe = document.createElement('span');
    probe.style.setProperty('forced-color-adjust', 'none');
    document.body.append(probe);
    const of = (name: string) => {
      probe.style.setProperty('color', name);
      return getComputedStyle(probe).color;
    };
    const found = { canvas: of('Canvas'), text: of('CanvasText'), highlight: of('Highlight'), link: of('LinkText') };
    probe.remove();
    return found;
  });

/** Opaque colours of a canvas with how many pixels have them, most first. */
const paintedColours = (canvas: Locator) =>
  canvas.evaluate((element: HTMLCanvasElement) => {
    const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
    const counts = new Map<string, number>();
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] !== 255) continue;
      const colour = `rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  });

const style = (element: Locator, property: string) =>
  element.evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property);

describe('the inspector where the system forces its colours', () => {
  let open: InspectorPage | null = null;
  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(faults, []);
  });
  after(closeBrowser);

  for (const colorScheme of ['dark', 'light'] as const)
    for (const theme of ['dark', 'light'] as const)
      it(`paints with them, ${colorScheme} ones in a ${theme} theme`, async () => {
        open = await openInspector({ width: 900, height: 1000, forcedColors: 'active', colorScheme });
        const { page } = open;
        await page.evaluate((kind) => {
          window.harness.theme(kind);
          window.harness.show({ steps: 371, state: 'running', nanFrom: 360 });
        }, theme);
        await page.locator('gl-heat-strip canvas').first().waitFor();
        const { canvas, text, highlight } = await systemColours(page);
        assert.notEqual(canvas, text);
        const kind = await page.evaluate(() => document.querySelector('gl-inspector')!.store.state.theme.kind);
        assert.equal(kind, `hc-${colorScheme}`);
        assert.equal(await style(page.locator('gl-inspector'), 'background-color'), canvas);

        const loss = await paintedColours(page.locator('gl-line-chart canvas').first());
        assert.ok(loss.includes(text), `lines of the loss: ${loss.slice(0, 5).join(' ')}`);
        const marks = await paintedColours(page.locator('gl-heat-legend .non-finite'));
        // The strokes are thinner than their smoothed edges: nearly the canvas's colour.
        const apart = (a: string, b: string) => Math.abs(Number(a.match(/\d+/)) - Number(b.match(/\d+/)));
        const crossed = marks.includes(text) && marks.some((colour) => apart(colour, canvas) < 32);
        assert.ok(crossed, `crosses in their box: ${marks.slice(0, 4).join(' ')}`);
        assert.ok((await paintedColours(page.locator('gl-heat-legend .zero'))).includes(text), 'the line of zeros');

        const log = page.getByRole('button', { name: 'Log', exact: true });
        assert.equal(await style(log, 'background-color'), highlight);
        await log.click();
        assert.notEqual(await style(log, 'background-color'), highlight, 'not pressed looks otherwise');

        const plot = page.locator('gl-line-chart gl-step-plot').first();
        await plot.focus();
        await page.keyboard.press('ArrowLeft');
        assert.equal(await style(plot, 'outline-color'), highlight);
        assert.equal(await style(plot, 'outline-style'), 'solid');
        assert.equal(await style(plot.locator('.scrubber'), 'border-left-color'), highlight);
        const row = page.getByRole('row', { name: /^conv1, kernel/ });
        await row.focus();
        assert.equal(await style(row, 'outline-color'), highlight);
      });
});
