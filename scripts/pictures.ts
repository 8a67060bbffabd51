/**
 * `npm run pictures`: the pictures of README.md, media/inspector-dark.png and -light.png: real digits, trained in the real
 * workbench by a click on the lens, with the inspector beside the code.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openWorkbench, runCommand } from './workbench/page.js';

const root = join(import.meta.dirname, '..');
const STEPS = 200;

for (const [name, theme] of [
  ['dark', 'Dark Modern'],
  ['light', 'Light Modern'],
] as const) {
  const home = mkdtempSync(join(tmpdir(), 'gradlens-pictures-'));
  const folder = join(home, 'examples');
  cpSync(join(root, 'examples'), folder, { recursive: true, filter: (path) => !/[\\/]\.gradlens$/.test(path) });
  const workbench = await openWorkbench({
    folder,
    extension: root,
    openFile: join(folder, 'digits/train.js'),
    context: { viewport: { width: 1400, height: 880 }, colorScheme: name },
    settings: {
      'workbench.colorTheme': theme,
      'workbench.activityBar.location': 'hidden',
      'workbench.layoutControl.enabled': false,
      'window.commandCenter': false,
      'editor.minimap.enabled': false,
      'breadcrumbs.enabled': false,
    },
  });
  const { page } = workbench;
  const lens = page.locator('.codelens-decoration a', { hasText: 'Train here' }).first();
  await page.locator('.monaco-editor .view-line').first().waitFor({ timeout: 90_000 });
  await goToLine(page, 64);
  await lens.waitFor({ timeout: 90_000 });
  await pickTheme(page, theme);
  await page.keyboard.press('Control+b');
  await lens.click();
  await page
    .locator('.statusbar-item', { hasText: new RegExp(`step (${STEPS / 10}\\d|2[1-4]\\d) of`) })
    .waitFor({ timeout: 120_000 });
  await page.locator('.codelens-decoration a', { hasText: /Step\s+(19\d|2\d\d)/ }).waitFor({ timeout: 15_000 });
  // The code around the line that trains, with its lens, and the charts as they are now.
  await page.screenshot({ path: join(root, `media/inspector-${name}.png`) });
  await workbench.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

async function goToLine(page: Page, line: number): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input').first().fill(`:${line}`);
  await page.keyboard.press('Enter');
}

async function pickTheme(page: Page, theme: string): Promise<void> {
  await runCommand(page, 'Preferences: Color Theme');
  const input = page.locator('.quick-input-widget input').first();
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Modern' }).first().waitFor();
  await input.fill(theme);
  await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: theme }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}
