/** `npm run vscode` where there is no `code`: the web workbench on loopback, with the extension of this checkout. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM_FLAGS, findBrowser } from '../../../scripts/workbench/browser.js';

const root = join(import.meta.dirname, '../../..');

describe('npm run vscode, without a code', function () {
  this.timeout(240_000);
  let script: ChildProcess | null = null;
  let browser: Browser | null = null;
  afterEach(async () => {
    await browser?.close();
    if (script?.exitCode === null) script.kill();
  });

  it('says where to open it; it shows the examples with their lenses, and ends at Ctrl+C', async () => {
    script = spawn(process.execPath, ['--import', 'tsx', 'scripts/vscode.ts'], {
      cwd: root,
      // A path on which nothing lies, no `code` either.
      env: { ...process.env, PATH: join(root, 'l10n') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve, reject) => {
      let said = '';
      script!.once('exit', () => reject(new Error(`it ended and said: ${said}`)));
      script!.stdout!.on('data', (text: Buffer) => {
        said += text.toString();
        const found = /^ +(http:\/\/127\.0\.0\.1:\d+\/\S+)$/m.exec(said)?.[1];
        if (found) resolve(found);
      });
    });
    browser = await chromium.launch({ executablePath: findBrowser()!, args: CHROMIUM_FLAGS });
    const page = await browser.newPage({ viewport: { width: 1600, height: 1300 } });
    await page.goto(url);
    const explorer = page.locator('.explorer-folders-view');
    await explorer.getByText('iris', { exact: true }).click({ timeout: 90_000 });
    await explorer.getByText('train.js', { exact: true }).first().dblclick();
    await page.locator('.codelens-decoration a', { hasText: 'Train here' }).first().waitFor({ timeout: 90_000 });
    script.removeAllListeners('exit');
    const ended = once(script, 'exit');
    script.kill('SIGINT');
    assert.deepEqual(await ended, [0, null]);
    await assert.rejects(fetch(url));
  });
});
