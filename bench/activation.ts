/**
 * The extension's activation in the real workbench, as VS Code itself reports it: time to load its code, and time in
 * `activate`. VS Code starts that clock for all extensions of an event before it loads the first, so that each one's figure
 * holds the loading of those before it: by a command it is activated alone, by a JavaScript file after TypeScript's own.
 */
import { openInstalled } from '../test/e2e/support/installed.js';
import { installWorkbench, whyNoWorkbench } from '../scripts/workbench/install.js';
import { runCommand, type Workbench } from '../scripts/workbench/page.js';
import { pairedRatio, type Benchmark, type BenchmarkRow } from './benchmark.js';

const TARGET_MILLISECONDS = 50;

export const activation: Benchmark = {
  name: 'activation',
  async run(quick) {
    const why = whyNoWorkbench();
    if (why) throw new Error(why);
    installWorkbench(console.error);
    const alone: number[] = [];
    const together: number[] = [];
    for (let i = 0; i < (quick ? 3 : 6); i++) {
      alone.push(await activate(undefined, ({ page }) => runCommand(page, 'Gradlens: Show Log')));
      together.push(await activate('digits/train.js', awaitLens));
    }
    return [
      row('Activation of the extension, by a command', alone, 1),
      row('Activation with what a JavaScript file activates before it', together, null),
    ];
  },
};

function row(what: string, times: number[], target: number | null): BenchmarkRow {
  const ratio = pairedRatio(
    times,
    times.map(() => TARGET_MILLISECONDS),
  );
  return { what, ratioOf: 'reported by VS Code / 50 ms', ratio, target, note: `${times.join(', ')} ms` };
}

async function awaitLens({ page }: Workbench): Promise<void> {
  await page.locator('.codelens-decoration a', { hasText: 'Train here' }).first().waitFor({ timeout: 90_000 });
}

/** Milliseconds of a fresh start. */
async function activate(openFile: string | undefined, cause: (workbench: Workbench) => Promise<void>): Promise<number> {
  const workbench = await openInstalled('examples', {
    ...(openFile ? { openFile } : {}),
    context: { viewport: { width: 1600, height: 1300 } },
  });
  try {
    const { page } = workbench;
    await page.locator('.activitybar [aria-label^="Gradlens"]').first().waitFor({ timeout: 90_000 });
    await cause(workbench);
    await runCommand(page, 'Developer: Show Running Extensions');
    const extension = page.locator('.runtime-extensions-editor .extension', { hasText: /gradlens/i }).first();
    const time = extension.locator('.activation-time', { hasText: /\d+\s*ms/ });
    return Number(/(\d+)\s*ms/.exec(await time.innerText({ timeout: 30_000 }))![1]);
  } finally {
    await workbench.close();
  }
}
