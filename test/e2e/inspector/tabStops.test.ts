import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { closeBrowser, openInspector, type InspectorPage } from './harness.js';

let open: InspectorPage | null = null;

async function inspector(width = 900) {
  open = await openInspector({ width, height: 1400, place: width < 500 ? 'sidebar' : 'editor' });
  const { page } = open;
  await page.evaluate(() => window.harness.show({ steps: 371, state: 'running' }));
  await page.locator('gl-heat-strip canvas').first().waitFor();
  return page;
}

/** The element that has the focus, through shadow roots. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element) return null;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return {
      name: element.getAttribute('aria-label') ?? element.textContent!.trim(),
      role: element.getAttribute('role') ?? element.localName,
      key: (element as HTMLElement).dataset['key'] ?? null,
      outline: `${outlineWidth} ${outlineStyle} ${outlineColor}`,
    };
  });
const selection = (page: Page) => page.evaluate(() => document.querySelector('gl-inspector')!.store.state.selection);

const row = (page: Page, variable: number) =>
  page.locator(`gl-gradient-flow [role=row][data-key="variable ${variable}"]`);

describe('Tab stops of the inspector', () => {
  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(faults, []);
  });
  after(closeBrowser);

  it('has one Tab stop a chart, one for all rows, and shows each by the focus border', async () => {
    const page = await inspector();
    await page.getByRole('button', { name: /^Loss/ }).focus();
    const stops: string[] = [];
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      const stop = await focused(page);
      if (!stop) break;
      stops.push(stop.role);
      if (['img', 'row', 'slider'].includes(stop.role))
        assert.equal(stop.outline, '1px solid rgb(0, 120, 212)', stop.name);
      if (stop.role === 'slider') break;
    }
    assert.equal(stops.filter((role) => role === 'row').length, 1, stops.join(' '));
    assert.equal(stops.filter((role) => role === 'img').length, 3, 'loss, accuracy, magnitude: ' + stops.join(' '));
    assert.equal(stops.at(-1), 'slider');
  });

  it('moves the step by the same keys in a chart and in a row', async () => {
    const page = await inspector();
    for (const place of [page.locator('gl-loss-panel gl-step-plot').first(), row(page, 0)]) {
      await place.focus();
      for (const [key, step] of [
        ['End', 371],
        ['ArrowLeft', 370],
        ['Shift+ArrowLeft', 360],
        ['ArrowRight', 361],
        ['Shift+ArrowRight', 371],
        ['Home', 1],
      ] as const) {
        await page.keyboard.press(key);
        assert.equal((await selection(page)).step, step, key);
      }
    }
  });
});
