/** A headless browser on the workbench, and the few gestures that tests need. */
import { chromium, type Browser, type BrowserContextOptions, type FrameLocator, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, findBrowser } from './browser.js';
import { startServer, type ServerOptions, type WorkbenchServer } from './server.js';

export interface WorkbenchOptions extends ServerOptions {
  context?: BrowserContextOptions;
  /** What the workbench and the extension host (so also mocha's reporter) print. */
  onLog?: (type: string, args: unknown[]) => void;
}

export interface Workbench {
  page: Page;
  browser: Browser;
  server: WorkbenchServer;
  /** Requests to anything but loopback: all are refused and listed here. */
  blocked: string[];
  consoleLines: string[];
  /** The exit code of the tests that the extension host ran. */
  exit: Promise<number>;
  close(): Promise<void>;
}

export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const server = await startServer(options);
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium: see scripts/workbench/browser.ts');
  const browser = await chromium.launch({ executablePath, headless: true, args: CHROMIUM_FLAGS });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options.context });
  const blocked: string[] = [];
  await context.route(
    (url) => url.hostname !== '127.0.0.1' && url.hostname !== 'localhost',
    (route) => {
      blocked.push(route.request().url());
      return route.abort();
    },
  );
  const page = await context.newPage();
  const consoleLines: string[] = [];
  page.on('console', (message) => consoleLines.push(`[${message.type()}] ${message.text()}`));
  page.on('pageerror', (error) => consoleLines.push(`[pageerror] ${error.message}`));
  const exit = new Promise<number>((resolve) => {
    void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
  });
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => options.onLog?.(type, args));
  await page.goto(server.url);
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { page, browser, server, blocked, consoleLines, exit, close };
}

/** How long the palette may take to list a command that is there. */
const PALETTE_PATIENCE = 10_000;
const PALETTE_TRIES = 6;

/** Runs a command by its title in the palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  // The list filters asynchronously: take the row by its text, not whatever is first.
  const row = page.locator('.quick-input-widget .monaco-list-row', { hasText: title }).first();
  for (let time = 1; ; time++) {
    await page.keyboard.press('F1');
    try {
      await input.fill(`>${title}`, { timeout: PALETTE_PATIENCE });
      await row.waitFor({ timeout: PALETTE_PATIENCE });
      break;
    } catch (error) {
      // Opened before the extension's commands were known, or enabled, it never lists them: only one opened anew does.
      if (time === PALETTE_TRIES) throw error;
      await page.keyboard.press('Escape');
      await input.waitFor({ state: 'hidden' });
    }
  }
  await row.click();
}

/** The document inside the n-th visible webview. */
export function webviewFrame(page: Page, nth = 0): FrameLocator {
  return page.frameLocator('iframe.webview.ready').nth(nth).frameLocator('#active-frame');
}
