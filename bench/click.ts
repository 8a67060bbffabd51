/**
 * From the click on Train here to the first gradient on the screen, in the real workbench, beside the time that the
 * program alone takes to its first step: what lies between is VS Code's and ours, and may take 1.5 s.
 */
import { spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { inspectorIn } from '../test/e2e/support/inspectors.js';
import { openInstalled } from '../test/e2e/support/installed.js';
import { installWorkbench, whyNoWorkbench } from '../scripts/workbench/install.js';
import { pairedRatio, type Benchmark, type BenchmarkRow } from './benchmark.js';

const ALLOWED_MILLISECONDS = 1500;
const CLICKS = 3;
const root = join(import.meta.dirname, '..');

interface Pair {
  clicked: number;
  alone: number;
}

export const click: Benchmark = {
  name: 'click',
  async run(quick) {
    const why = whyNoWorkbench();
    if (why) throw new Error(why);
    installWorkbench(console.error);
    const windows: Pair[][] = [];
    for (let i = 0; i < (quick ? 2 : 6); i++) windows.push(await clicksOfWindow());
    return [
      row(
        'Train here to the first gradient on screen, first click of a window',
        windows.map(([first]) => first!),
      ),
      row(
        'Train here to the first gradient on screen, further clicks',
        windows.flatMap(([, ...others]) => others),
      ),
    ];
  },
};

function row(what: string, pairs: Pair[]): BenchmarkRow {
  const beyond = pairs.map(({ clicked, alone }) => clicked - alone);
  const ratio = pairedRatio(
    beyond,
    beyond.map(() => ALLOWED_MILLISECONDS),
  );
  const note = pairs.map(({ clicked, alone }) => `${clicked} − ${alone}`).join(', ');
  return { what, ratioOf: 'click, less the program alone / 1.5 s', ratio, target: 1, note: `${note} ms` };
}

/** A fresh window, in which the program is trained and stopped several times. */
async function clicksOfWindow(): Promise<Pair[]> {
  const workbench = await openInstalled('bench/programs/click', { openFile: 'train.mjs' });
  // The program finds the TensorFlow.js of this checkout, alone as in the session.
  symlinkSync(join(root, 'node_modules'), join(workbench.folder, 'node_modules'));
  try {
    const { page, folder } = workbench;
    const lens = (text: string): Locator => page.locator('.codelens-decoration a', { hasText: text }).first();
    await lens('Train here').waitFor({ timeout: 90_000 });
    const pairs: Pair[] = [];
    let panel: Frame | null = null;
    for (let i = 0; i < CLICKS; i++) {
      const alone = await timeToFirstStep(join(folder, 'train.mjs'));
      const before = panel && (await runOf(panel));
      await lens('Train here').hover();
      const start = performance.now();
      await lens('Train here').click();
      panel ??= await inspectorIn(page, 'panel');
      await firstGradient(panel, before);
      pairs.push({ alone, clicked: Math.round(performance.now() - start) });
      await panel.getByRole('button', { name: 'Stop', exact: true }).first().click();
      await lens('last: stopped').waitFor({ timeout: 60_000 });
    }
    return pairs;
  } finally {
    await workbench.close();
  }
}

/** Milliseconds from the start of Node to what the program prints after its first step. */
async function timeToFirstStep(file: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'ignore'] });
  const time = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the program ended before its first step')));
    child.stdout.once('data', () => resolve(Math.round(performance.now() - start)));
  });
  child.removeAllListeners('exit');
  child.kill();
  return time;
}

const runOf = (panel: Frame) =>
  panel.evaluate(() => document.querySelector('gl-inspector')?.store.state.run?.id ?? null);

/** Waits until the gradient flow of another run than `before` has a number. */
async function firstGradient(panel: Frame, before: string | null): Promise<void> {
  await panel.waitForFunction(
    (known) => {
      const { run, selection } = document.querySelector('gl-inspector')!.store.state;
      return run && run.id !== known && selection.step > 0;
    },
    before,
    { timeout: 60_000 },
  );
  await panel.getByRole('gridcell', { name: /\d/ }).first().waitFor({ timeout: 60_000 });
}
