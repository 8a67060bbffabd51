/** The extension's activation in the real workbench, as VS Code itself reports it. */
import { openInstalled } from '../test/e2e/support/installed.js';
import { installWorkbench, whyNoWorkbench } from '../scripts/workbench/install.js';
import { runCommand } from '../scripts/workbench/page.js';
import { pairedRatio, type Benchmark } from './benchmark.js';

const TARGET_MILLISECONDS = 50;

export const activation: Benchmark = {
  name: 'activation',
  async run(quick) {
    const why = whyNoWorkbench();
    if (why) throw new Error(why);
    installWorkbench(console.error);
    const times: number[] = [];
    for (let i = 0; i < (quick ? 3 : 6); i++) times.push(await activate());
    const ratio = pairedRatio(
      times,
      times.map(() => TARGET_MILLISECONDS),
    );
    const note = `${times.join(', ')} ms`;
    return [{ what: 'Activation of the extension', ratioOf: 'reported by VS Code / 50 ms', ratio, target: 1, note }];
  },
};

/** Milliseconds of a fresh start. */
async function activate(): Promise<number> {
  const workbench = await openInstalled('examples', {
    openFile: 'digits/train.js',
    context: { viewport: { width: 1600, height: 1300 } },
  });
  try {
    const { page } = workbench;
    const lens = page.locator('.codelens-decoration a', { hasText: 'Train here' }).first();
    await lens.waitFor({ timeout: 90_000 });
    await runCommand(page, 'Developer: Show Running Extensions');
    const row = page.locator('.runtime-extensions-editor .extension', { hasText: /gradlens/i }).first();
    const text = await row.locator('.activation-time').innerText({ timeout: 30_000 });
    const found = /(\d+)\s*ms/.exec(text);
    if (!found) throw new Error(`VS Code reports no activation time: ${text}`);
    return Number(found[1]);
  } finally {
    await workbench.close();
  }
}
