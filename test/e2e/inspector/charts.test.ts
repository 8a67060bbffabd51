import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { FromWebview } from '../../../src/protocol/inspector.js';
import { cutTexts } from './cuts.js';
import { closeBrowser, openInspector, type InspectorPage, type PageOptions } from './harness.js';

let open: InspectorPage | null = null;

async function inspector(made: Parameters<typeof window.harness.show>[0], options: Partial<PageOptions> = {}) {
  open = await openInspector({ width: 900, height: 1400, ...options });
  const { page } = open;
  await page.evaluate((shown) => window.harness.show(shown), made);
  await page.locator('gl-heat-strip canvas').first().waitFor();
  return page;
}

const posted = async (type: FromWebview['type']) =>
  open!.page.evaluate((wanted) => window.harness.posted.filter((message) => message.type === wanted), type);

interface Picture {
  width: number;
  height: number;
  /** Opacity and luminance of each pixel, row by row. */
  alpha: number[];
  grey: number[];
}

/** A part of a heat strip as a colour-blind eye sees it; x in CSS pixels. */
async function stripPart(page: Page, row: number, from: number, to: number): Promise<Picture> {
  return page
    .locator('gl-heat-strip canvas')
    .nth(row)
    .evaluate(
      (element, [left, right]) => {
        const canvas = element as HTMLCanvasElement;
        const width = right - left;
        const { data } = canvas.getContext('2d')!.getImageData(left, 0, width, canvas.height);
        const at = (pixel: number, channel: number) => data[4 * pixel + channel]!;
        const pixels = Array.from({ length: width * canvas.height }, (_, i) => i);
        return {
          width,
          height: canvas.height,
          alpha: pixels.map((i) => at(i, 3)),
          grey: pixels.map((i) => Math.round(0.2126 * at(i, 0) + 0.7152 * at(i, 1) + 0.0722 * at(i, 2))),
        };
      },
      [Math.round(from), Math.round(to)] as const,
    );
}

const rowsWithInk = ({ width, height, alpha }: Picture) =>
  Array.from({ length: height }, (_, y) => alpha.slice(y * width, (y + 1) * width).filter((a) => a > 40).length);

/** Where steps stand on the strip: 400 planned steps. */
const stripWidth = (page: Page) =>
  page
    .locator('gl-heat-strip canvas')
    .first()
    .evaluate((canvas) => (canvas as HTMLCanvasElement).width);

describe('the charts', () => {
  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(faults, [], 'errors of the page, or violations of its content security policy');
  });
  after(closeBrowser);

  describe('the heat map tells its marks by shape', () => {
    it('zero is a line at mid-height', async () => {
      const page = await inspector({ steps: 400, state: 'ended' });
      const width = await stripWidth(page);
      const part = await stripPart(page, 1, (362 / 400) * width, (392 / 400) * width);
      const ink = rowsWithInk(part);
      const lines = ink.flatMap((count, y) => (count > 0 ? [y] : []));
      assert.ok(lines.length >= 1 && lines.length <= 2, `rows with ink: ${lines.join(' ')}`);
      assert.ok(Math.abs(lines[0]! - (part.height - 1) / 2) <= 1, 'at mid-height');
      assert.equal(ink[lines[0]!], part.width, 'from one end to the other');
    });

    it('NaN is filled, with crosses', async () => {
      const page = await inspector({ steps: 400, state: 'ended', nanFrom: 361 });
      const width = await stripWidth(page);
      const part = await stripPart(page, 0, (364 / 400) * width, (396 / 400) * width);
      assert.ok(
        part.alpha.every((a) => a === 255),
        'filled',
      );
      const fill = part.grey[0]!;
      const differs = part.grey.map((grey) => Math.abs(grey - fill) > 20);
      const share = differs.filter(Boolean).length / differs.length;
      assert.ok(share > 0.05 && share < 0.5, `crosses cover ${share} of it`);
      // A cross looks the same upside down; hatching does not.
      const { width: w, height: h } = part;
      const flipped = differs.filter((ink, i) => ink === differs[(h - 1 - Math.floor(i / w)) * w + (i % w)]).length;
      assert.ok(flipped / differs.length > 0.9, 'the same upside down');
    });

    it('not measured is hatched', async () => {
      const page = await inspector({ steps: 400, state: 'ended' }, { deviceScaleFactor: 1 });
      const width = await stripWidth(page);
      const part = await stripPart(page, 4, (299 / 400) * width + 1, (303 / 400) * width - 1);
      const { width: w, height: h } = part;
      const ink = (x: number, y: number) => part.alpha[y * w + x]!;
      const total = part.alpha.filter((a) => a > 40).length / part.alpha.length;
      assert.ok(total > 0.1 && total < 0.75, `ink covers ${total}`);
      // One step to the right, the hatching stands one row higher.
      let agreeing = 0;
      let compared = 0;
      for (let y = 1; y < h; y++)
        for (let x = 0; x + 1 < w; x++) {
          compared++;
          if (Math.abs(ink(x, y) - ink(x + 1, y - 1)) < 40) agreeing++;
        }
      assert.ok(agreeing / compared > 0.9, `${agreeing} of ${compared} pixels continue up to the right`);
    });

    it('a value is filled without a pattern', async () => {
      const page = await inspector({ steps: 400, state: 'ended' });
      const part = await stripPart(page, 0, 20, 21);
      assert.ok(part.alpha.every((a) => a === 255) && part.grey.every((grey) => grey === part.grey[0]));
    });
  });

  it('paints again in the colours of another theme, bright on dark and dark on light', async () => {
    const page = await inspector({ steps: 400, state: 'ended' });
    const greyOf = async (x: number) => (await stripPart(page, 8, x, x + 1)).grey[0]!;
    const width = await stripWidth(page);
    const [early, late] = [0.02 * width, 0.7 * width];
    assert.ok((await greyOf(early)) > (await greyOf(late)), 'large is bright on dark');
    await page.evaluate(() => window.harness.theme('light'));
    await page.waitForFunction(() => document.querySelector('gl-inspector')?.store.state.theme.kind === 'light');
    await assertSoon(async () => (await greyOf(early)) < (await greyOf(late)), 'large is dark on light');
  });

  it('cuts no reading and no legend at 300 px or at 600 px, where values are older than the step shown too', async () => {
    for (const width of [300, 600]) {
      const page = await inspector(
        { steps: 371, state: 'running' },
        { width, place: width < 500 ? 'sidebar' : 'editor' },
      );
      assert.deepEqual(await cutTexts(page), [], `at ${width} px`);
      if (width === 300) await open!.close();
    }
  });

  for (const width of [300, 900])
    it(`gives every plot over steps the same two edges at ${width} px`, async () => {
      const page = await inspector(
        { steps: 371, state: 'running' },
        { width, place: width < 500 ? 'sidebar' : 'editor' },
      );
      await page.evaluate(() => document.querySelector('gl-inspector')!.store.openVariable(2));
      await page.locator('gl-histogram-chart canvas').first().waitFor();
      const edges = await page.locator('gl-step-plot').evaluateAll((plots) =>
        plots.map((plot) => {
          const { left, right } = plot.getBoundingClientRect();
          return `${left} ${right}`;
        }),
      );
      assert.ok(edges.length > 12, `${edges.length} plots`);
      assert.equal(new Set(edges).size, 1, [...new Set(edges)].join(', '));
    });

  describe('a row of the gradient flow', () => {
    const row = (page: Page, key: string) => page.locator(`gl-gradient-flow [role=row][data-key="${key}"]`);

    it('opens by a click, shows its line in the editor, and closes by Escape', async () => {
      const page = await inspector({ steps: 371, state: 'running' });
      await row(page, 'variable 2').click({ position: { x: 40, y: 10 } });
      await page.locator('gl-variable-detail').getByText('conv2/kernel').first().waitFor();
      assert.equal(await row(page, 'variable 2').getAttribute('aria-expanded'), 'true');
      const lines = await posted('openLine');
      assert.deepEqual(lines, [{ type: 'openLine', file: '/home/ada/digits/digits.js', line: 11 }]);
      await page.keyboard.press('Escape');
      await page.locator('gl-variable-detail').waitFor({ state: 'detached' });
    });

    it('opens by Enter where the arrow keys went, with one Tab stop for all rows', async () => {
      const page = await inspector({ steps: 371, state: 'running' });
      assert.equal(await page.locator('gl-gradient-flow [role=row][tabindex="0"]').count(), 1);
      await row(page, 'variable 0').focus();
      for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.locator('gl-variable-detail').getByText('conv2/bias').first().waitFor();
      assert.equal(await page.locator('gl-gradient-flow [role=row][tabindex="0"]').count(), 1);
      await page.keyboard.press('ArrowLeft');
      const seeks = await posted('seek');
      assert.equal((seeks.at(-1) as { step: number }).step, 370, 'left and right move the scrubber');
    });

    it('is not opened by a drag, which moves the scrubber', async () => {
      const page = await inspector({ steps: 371, state: 'running' });
      const box = (await page.locator('gl-heat-strip').first().boundingBox())!;
      await page.mouse.move(box.x + 300, box.y + 9);
      await page.mouse.down();
      await page.mouse.move(box.x + 200, box.y + 9, { steps: 5 });
      await page.mouse.up();
      assert.equal(await page.locator('gl-variable-detail').count(), 0);
      const expected = Math.floor((200 / box.width) * 400) + 1;
      assert.equal(((await posted('seek')).at(-1) as { step: number }).step, expected);
    });

    it('says its numbers in words', async () => {
      const page = await inspector({ steps: 371, state: 'running' });
      const label = await row(page, 'variable 2').getAttribute('aria-label');
      assert.match(label!, /^conv2, kernel\. At step 371: gradient norm [\d.e−-]+, update ratio [\d.e−-]+\.$/);
    });
  });

  it('names every picture in a sentence, and has its data behind the information button', async () => {
    const page = await inspector({ steps: 371, state: 'running' });
    await page.evaluate(() => document.querySelector('gl-inspector')!.store.openVariable(2));
    await page.locator('gl-histogram-chart canvas').first().waitFor();
    for (const plot of await page.locator('gl-step-plot').all()) {
      assert.equal(await plot.getAttribute('role'), 'img');
      assert.ok((await plot.getAttribute('aria-label'))!.length > 3);
    }
    await page.getByRole('button', { name: 'About Loss by step' }).click();
    await page.getByRole('button', { name: 'Show Data' }).click();
    await page.getByRole('columnheader', { name: 'learning rate' }).waitFor();
  });

  it('moves readings, not pictures, with the cursor', async () => {
    const page = await inspector({ steps: 371, state: 'running' });
    const pictures = () =>
      page.locator('gl-heat-strip canvas').evaluateAll((canvases) =>
        canvases.map((canvas) => {
          const { width, height } = canvas as HTMLCanvasElement;
          const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
          return data.reduce((sum, byte, i) => (sum * 31 + byte * (i % 7)) % 1e9, 0);
        }),
      );
    const before = await pictures();
    const total = page.locator('gl-loss-panel gl-line-chart').first().locator('.reading-row').first();
    const value = await total.textContent();
    const box = (await page.locator('gl-heat-strip').first().boundingBox())!;
    await page.mouse.move(box.x + 100, box.y + 9);
    await assertSoon(async () => (await total.textContent()) !== value, 'the reading follows the cursor');
    assert.deepEqual(await pictures(), before);
  });
});

/** What must become true before long. */
async function assertSoon(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (await holds()) return;
    await open!.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  assert.fail(what);
}
