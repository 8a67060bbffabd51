/** The four themes that pictures are taken in. */
import type { Page } from 'playwright-core';
import { runCommand } from '../../../scripts/workbench/page.js';

export const THEMES = [
  ['dark', 'Dark Modern'],
  ['light', 'Light Modern'],
  ['hc-dark', 'Dark High Contrast'],
  ['hc-light', 'Light High Contrast'],
] as const;

export async function pickTheme(page: Page, theme: string): Promise<void> {
  await runCommand(page, 'Preferences: Color Theme');
  const input = page.locator('.quick-input-widget input').first();
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Modern' }).first().waitFor();
  await input.fill(theme);
  await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: theme }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}
