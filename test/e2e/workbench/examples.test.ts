/** Each example, trained in the packaged extension from its lens; a picture of each is kept for people to look at. */
import assert from 'node:assert/strict';
import type { Frame, Locator, Page } from 'playwright-core';
import { formatNumber } from '../../../src/format/number.js';
import type { Run } from '../../../src/runs/openRun.js';
import { inspectorIn, shownSteps, until } from '../support/inspectors.js';
import { addressOf, keepPicture, openInstalled } from '../support/installed.js';
import { newestInfo, newestRun, runDirectories } from '../support/recorded.js';

const PROGRAMS = [
  'iris/train.js',
  'sequence/train.js',
  'gan/train.js',
  'typescript/train.ts',
  'hand-written-gradient/train.cjs',
];

describe('the examples', function () {
  this.timeout(240_000);
  let workbench: Awaited<ReturnType<typeof openInstalled>>;
  let page: Page;
  before(async () => {
    const context = { viewport: { width: 1600, height: 1200 } };
    workbench = await openInstalled('examples', { openFile: PROGRAMS[0]!, context });
    page = workbench.page;
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await keepPicture(workbench, 'example-failed');
  });
  after(() => workbench.close());

  for (const [index, program] of PROGRAMS.entries())
    it(`${program}: its first gradients are on the screen, and the last when it is over`, async () => {
      const { folder } = workbench;
      if (index > 0) await page.goto(addressOf(workbench, program));
      await lens(page, 'Train here').click({ timeout: 90_000 });
      await until('a run of its own', () => runDirectories(folder).length > index);
      assert.ok(newestInfo(folder).program.file.endsWith(program));
      const panel = await inspectorIn(page, 'panel');
      await stopAfter(folder, panel, 60);
      assert.equal(newestInfo(folder).outcome?.error, null);
      const run = newestRun(folder);
      for (const { id, steps } of run.head().trainings) assert.ok(steps > 0, `training ${id} has steps`);
      const newest = run.head().trainings.map(({ steps }) => steps);
      await until('the newest step', async () => {
        const { step, steps } = await shownSteps(panel);
        return step === steps && newest.includes(steps);
      });
      await keepPicture(workbench, `example-${program.split('/')[0]!}`);
      const norms = run.head().trainings.flatMap(({ id, steps }) => firstNorm(run, id, steps));
      assert.ok(norms.length > 0);
      const shown = norms.map((norm) => panel.getByText(formatNumber(norm), { exact: true }).first());
      await until('a gradient as recorded', async () => {
        const visible = await Promise.all(shown.map((text) => text.isVisible()));
        return visible.includes(true);
      });
    });
});

const lens = (page: Page, text: string): Locator => page.locator('.codelens-decoration a', { hasText: text }).first();

function firstNorm(run: Run, training: number, step: number): number[] {
  const { variables } = run.readings(training, step);
  return variables.flatMap(({ gradientNorm }) => (gradientNorm === null ? [] : [gradientNorm])).slice(0, 1);
}

/** Lets it train for so many steps, or to its end. */
async function stopAfter(folder: string, panel: Frame, steps: number): Promise<void> {
  const over = () => newestInfo(folder).outcome !== null;
  await until('some steps', () => over() || trained(newestRun(folder)) >= steps);
  if (!over()) await panel.getByRole('button', { name: 'Stop', exact: true }).first().click();
  await until('the outcome', over);
}

/** Steps of the training that has the fewest. */
function trained(run: Run): number {
  const { trainings } = run.head();
  return trainings.length === 0 ? 0 : Math.min(...trainings.map(({ steps }) => steps));
}
