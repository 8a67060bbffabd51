/** Each example, trained in the packaged extension from its lens; a picture of each is kept for people to look at. */
import assert from 'node:assert/strict';
import type { Frame, Locator, Page } from 'playwright-core';
import { formatNumber } from '../../../src/format/number.js';
import type { Run } from '../../../src/runs/openRun.js';
import { inspectorIn, shownSteps, until } from '../support/inspectors.js';
import { keepPicture, openInstalled } from '../support/installed.js';
import { newestInfo, newestRun } from '../support/recorded.js';

const PROGRAMS = [
  'iris/train.js',
  'sequence/train.js',
  'gan/train.js',
  'typescript/train.ts',
  'hand-written-gradient/train.cjs',
];

describe('the examples', function () {
  this.timeout(240_000);
  for (const program of PROGRAMS)
    it(`${program}: its first gradients are on the screen, and the last when it is over`, async () => {
      const workbench = await openInstalled('examples', {
        openFile: program,
        context: { viewport: { width: 1600, height: 1200 } },
      });
      try {
        await lens(workbench.page, 'Train here').click({ timeout: 90_000 });
        const panel = await inspectorIn(workbench.page, 'panel');
        await until('the first step', async () => (await shownSteps(panel)).steps > 0);
        await stopAfter(workbench.page, panel, 60);
        await until('the outcome', () => newestInfo(workbench.folder).outcome !== null);
        assert.equal(newestInfo(workbench.folder).outcome?.error, null);
        const run = newestRun(workbench.folder);
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
      } finally {
        await workbench.close();
      }
    });
});

const lens = (page: Page, text: string): Locator => page.locator('.codelens-decoration a', { hasText: text }).first();

function firstNorm(run: Run, training: number, step: number): number[] {
  const { variables } = run.readings(training, step);
  return variables.flatMap(({ gradientNorm }) => (gradientNorm === null ? [] : [gradientNorm])).slice(0, 1);
}

/** Lets it train for so many steps, or to its end. */
async function stopAfter(page: Page, panel: Frame, steps: number): Promise<void> {
  const over = () =>
    panel
      .getByText(/^Ended( with an error)?$/)
      .first()
      .isVisible();
  await until('some steps', async () => (await shownSteps(panel)).steps >= steps || (await over()));
  if (!(await over())) await panel.getByRole('button', { name: 'Stop', exact: true }).first().click();
}
