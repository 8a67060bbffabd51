/** Opens the inspector's bundle in headless Chromium under the content security policy that the editor gives it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, findBrowser } from '../../../scripts/workbench/browser.js';
import type {} from './harnessPage.js';

const root = join(import.meta.dirname, '../../..');
const ORIGIN = 'http://inspector.test';

export interface InspectorPage {
  page: Page;
  /** Violations of the policy and errors of the page so far: a test expects none. */
  faults: string[];
  close(): Promise<void>;
}

export interface PageOptions {
  width: number;
  height: number;
  place?: 'sidebar' | 'editor';
  reducedMotion?: 'reduce' | 'no-preference';
  deviceScaleFactor?: number;
  forcedColors?: 'active' | 'none';
  colorScheme?: 'light' | 'dark';
  /** Which bundle of the webview; default the inspector. */
  bundle?: 'inspector' | 'tuning' | 'comparison';
}

let browser: Promise<Browser> | null = null;
let scripts: Promise<{ harness: string; inspector: string; tuning: string; comparison: string }> | null = null;

export async function openInspector(options: PageOptions): Promise<InspectorPage> {
  scripts ??= bundleScripts();
  const { harness, [options.bundle ?? 'inspector']: bundle } = await scripts;
  const context = await (
    await launched()
  ).newContext({
    viewport: { width: options.width, height: options.height },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
    reducedMotion: options.reducedMotion ?? 'reduce',
    forcedColors: options.forcedColors ?? 'none',
    colorScheme: options.colorScheme ?? 'light',
  });
  await context.addInitScript(NAME_HELPER);
  const page = await context.newPage();
  const faults = faultsOf(page);
  await page.route(`${ORIGIN}/**`, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'Content-Security-Policy': "default-src 'none'; style-src 'nonce-n0'; script-src 'nonce-n0'" },
      body: `<!doctype html><html lang="en"><head><title>Gradlens</title></head>
        <body data-place="${options.place ?? 'editor'}"><script nonce="n0">${harness}</script><script nonce="n0">${bundle}</script></body></html>`,
    }),
  );
  await page.goto(ORIGIN);
  return { page, faults, close: () => context.close() };
}

/** Opens a file in the same browser, as a person opens the HTML inspector. */
export async function openFile(path: string, options: PageOptions): Promise<InspectorPage> {
  const context = await (
    await launched()
  ).newContext({
    viewport: { width: options.width, height: options.height },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
    reducedMotion: options.reducedMotion ?? 'reduce',
    colorScheme: options.colorScheme ?? 'dark',
    offline: true,
  });
  await context.addInitScript(NAME_HELPER);
  const page = await context.newPage();
  const faults = faultsOf(page);
  await page.goto(pathToFileURL(path).href);
  return { page, faults, close: () => context.close() };
}

function launched(): Promise<Browser> {
  return (browser ??= chromium.launch({ executablePath: findBrowser()!, headless: true, args: CHROMIUM_FLAGS }));
}

/** The test runner's compiler names functions by a helper that the page does not have. */
const NAME_HELPER = 'globalThis.__name = (named) => named';

function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return faults;
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = null;
}

async function bundleScripts() {
  const built = await build({
    entryPoints: [join(root, 'test/e2e/inspector/harnessPage.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    loader: { '.svg': 'text', '.css': 'text' },
  });
  const inline = (code: string) => code.replaceAll('</script', '<\\/script');
  return {
    harness: inline(built.outputFiles[0]!.text),
    inspector: inline(readFileSync(join(root, 'dist/webview/inspector.js'), 'utf8')),
    tuning: inline(readFileSync(join(root, 'dist/webview/tuning.js'), 'utf8')),
    comparison: inline(readFileSync(join(root, 'dist/webview/comparison.js'), 'utf8')),
  };
}
