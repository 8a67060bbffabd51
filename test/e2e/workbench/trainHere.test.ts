import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { openRun } from '../../../src/runs/openRun.js';
import type { RunInfo } from '../../../src/protocol/run.js';
import { formatNumber } from '../../../src/format/number.js';
import { runCommand } from '../../../scripts/workbench/page.js';
import { inspectorIn, scrubber, until } from '../support/inspectors.js';
import { keepPicture, openInstalled } from '../support/installed.js';

/** From the click on the lens to the end of the run, on the packaged extension in the real workbench. */
describe('Train here on real digits', function () {
  this.timeout(240_000);
  let workbench: Awaited<ReturnType<typeof openInstalled>>;
  let page: Page;
  const lens = (text: string | RegExp) => page.locator('.codelens-decoration a', { hasText: text }).first();
  const status = () => page.locator('.statusbar-item', { hasText: /step \d/ }).first();
  let inspector: Frame;

  before(async () => {
    workbench = await openInstalled('examples', {
      openFile: 'digits/train.js',
      context: { viewport: { width: 1600, height: 1300 } },
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
    page = workbench.page;
  });
  after(async function () {
    await keepPicture(workbench, 'train-here-last');
    await workbench.close();
  });

  it('has a lens above the line that trains', async () => {
    await lens('Train here').waitFor({ timeout: 90_000 });
    await keepPicture(workbench, 'train-here-idle');
  });

  it('trains at a click and shows the gradients of every layer beside the code', async () => {
    await lens('Train here').click();
    inspector = await inspectorIn(page, 'panel');
    for (const layer of ['conv1', 'conv2', 'hidden', 'scores']) {
      await inspector.getByText(layer, { exact: true }).first().waitFor({ timeout: 60_000 });
    }
    await status().waitFor();
  });

  it('pauses before an update, and stays there', async () => {
    await inspector.getByRole('button', { name: 'Pause' }).click();
    await inspector.getByText('Paused', { exact: true }).first().waitFor();
    const before = recordedSteps();
    await keepPicture(workbench, 'train-here-paused');
    assert.ok(before > 0);
    assert.equal(recordedSteps(), before);
  });

  it('steps once', async () => {
    const before = recordedSteps();
    await runCommand(page, 'Gradlens: Step');
    await until('one more step', () => recordedSteps() === before + 1);
    await inspector.getByText('Paused', { exact: true }).first().waitFor();
    assert.equal(recordedSteps(), before + 1);
  });

  it('shows the numbers that were recorded, at the newest step and further back', async () => {
    const run = openRun(runDirectory());
    const newest = run.head().trainings[0]!.steps;
    for (const step of [newest, 3]) {
      if (step === 3) await goTo(inspector, 3);
      const { variables } = run.readings(0, step);
      const norm = formatNumber(variables[0]!.gradientNorm!);
      await inspector.getByText(norm, { exact: true }).first().waitFor();
    }
    await keepPicture(workbench, 'train-here-looking-back');
  });

  it('resumes, and stops at a click', async () => {
    const before = recordedSteps();
    await inspector.getByRole('button', { name: 'Resume' }).first().click();
    await until('more steps', () => recordedSteps() > before + 2);
    await inspector.getByRole('button', { name: 'Stop' }).first().click();
    await inspector.getByText('Stopped', { exact: true }).first().waitFor({ timeout: 15_000 });
    await until('the outcome', () => runInfo().outcome !== null);
    assert.equal(runInfo().outcome?.stopped, 'user');
    await lens('Train here').waitFor();
    await keepPicture(workbench, 'train-here-stopped');
  });

  it('asked for nothing outside this machine', () => {
    const outside = workbench.blocked.filter((url) => !/vscode-cdn|microsoft|visualstudio|github/.test(url));
    assert.deepEqual(outside, []);
  });

  const runDirectory = () => {
    const runs = join(workbench.folder, '.gradlens/runs');
    assert.ok(existsSync(runs), 'no run was recorded');
    return join(runs, readdirSync(runs).sort().at(-1)!);
  };
  const runInfo = () => JSON.parse(readFileSync(join(runDirectory(), 'run.json'), 'utf8')) as RunInfo;
  const recordedSteps = () => openRun(runDirectory()).head().trainings[0]?.steps ?? 0;
});

async function goTo(inspector: Frame, step: number): Promise<void> {
  const slider = scrubber(inspector);
  await slider.focus();
  await slider.press('Home');
  for (let at = 1; at < step; at++) await slider.press('ArrowRight');
}
