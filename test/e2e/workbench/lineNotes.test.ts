import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { formatNumber } from '../../../src/format/number.js';
import { inspectorIn, until } from '../support/inspectors.js';
import { keepPicture, openInstalled } from '../support/installed.js';
import { pickTheme, THEMES } from '../support/themes.js';
import { newestRun } from '../support/recorded.js';

/** Notes at the ends of lines on the packaged extension in the real workbench, as the browser draws them. */
describe('notes at the ends of lines', function () {
  this.timeout(240_000);
  let workbench: Awaited<ReturnType<typeof openInstalled>>;
  let page: Page;
  let inspector: Frame;

  before(async () => {
    workbench = await openInstalled('examples', {
      openFile: 'digits/train.js',
      context: { viewport: { width: 1900, height: 1300 } },
      settings: { 'gradlens.lineNotes': 'on', 'editor.minimap.enabled': false },
    });
    page = workbench.page;
    await page.locator('.codelens-decoration a', { hasText: 'Train here' }).first().click({ timeout: 90_000 });
    inspector = await inspectorIn(page, 'panel');
    await inspector.getByText('Ended', { exact: true }).first().waitFor({ timeout: 120_000 });
  });
  after(() => workbench.close());

  /** Text of each note by the line number that stands beside it. */
  const notes = () =>
    page.evaluate(() => {
      const found: Record<string, string> = {};
      const numbers = [...document.querySelectorAll<HTMLElement>('.margin-view-overlays .line-numbers')];
      const lineAt = new Map(
        numbers.map((element) => [Math.round(element.getBoundingClientRect().top), element.textContent!.trim()]),
      );
      for (const line of document.querySelectorAll<HTMLElement>('.monaco-editor .view-line')) {
        for (const span of line.querySelectorAll('span')) {
          const content = getComputedStyle(span, '::after').content;
          const number = lineAt.get(Math.round(line.getBoundingClientRect().top));
          if (number && /^".+"$/.test(content)) found[number] = content.slice(1, -1);
        }
      }
      return found;
    });
  const expected = (step: number) => {
    const run = newestRun(workbench.folder);
    const { step: measured, lines } = run.index.lines.get(0)!.norms(step)!;
    const file = run.head().trainings[0]!.file!;
    const largest = Math.max(...lines.map(({ norm }) => norm));
    const own = lines.filter((each) => each.file === file && each.norm >= 0.01 * largest);
    return { measured, notes: new Map(own.map(({ line, norm }) => [String(line), `‖g‖ ${formatNumber(norm)}`])) };
  };
  const agree = async (step: number) => {
    const { notes: wanted } = expected(step);
    assert.ok(wanted.size >= 4, String(wanted.size));
    await until(`the notes of step ${step}`, async () => {
      const drawn = await notes();
      return (
        Object.entries(drawn).length > 3 && Object.entries(drawn).every(([line, text]) => wanted.get(line) === text)
      );
    });
  };

  it('stand where the gradient was measured, with its norm', async () => {
    await agree(newestRun(workbench.folder).head().trainings[0]!.steps);
    await keepPicture(workbench, 'line-notes-newest');
  });

  it('go back with the scrubber', async () => {
    await inspector.evaluate(() => document.querySelector('gl-inspector')!.store.seek(9));
    await agree(9);
    assert.notDeepEqual(expected(9).notes, expected(1000).notes);
    await keepPicture(workbench, 'line-notes-step-9');
  });

  it('have a card over the line, with its numbers, its history as a picture and links', async () => {
    const code = page.locator('.view-line', { hasText: 'tf.layers.conv2d' }).nth(1);
    await code.hover({ position: { x: 160, y: 8 } });
    const card = page.locator('.monaco-hover', { hasText: '‖g‖' }).first();
    await card.waitFor();
    await until('the picture', async () =>
      card
        .locator('img')
        .first()
        .evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0),
    );
    assert.match(
      (await card.innerText()).replaceAll('\u00a0', ' '),
      /conv2.*kernel[\s\S]*at step[\s\S]*Open Inspector\s+Gradient Path\s+Pause When…/,
    );
    await keepPicture(workbench, 'line-notes-card');
    await card.getByText('Gradient Path').click();
    await until('the opened row', () =>
      inspector.evaluate(() => document.querySelector('gl-inspector')!.store.state.selection.openVariable !== null),
    );
    await keepPicture(workbench, 'line-notes-path');
  });

  for (const [kind, theme] of THEMES)
    it(`are legible in ${theme}`, async () => {
      await pickTheme(page, theme);
      await page
        .locator('.view-line', { hasText: 'tf.layers.conv2d' })
        .nth(1)
        .hover({ position: { x: 160, y: 8 } });
      await page.locator('.monaco-hover', { hasText: '‖g‖' }).first().waitFor();
      await keepPicture(workbench, `line-notes-${kind}`);
    });
});
