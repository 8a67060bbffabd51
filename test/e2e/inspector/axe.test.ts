import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { violations } from './axe.js';
import { madeUpFindings } from './madeUpFindings.js';
import { closeBrowser, openInspector, type InspectorPage } from './harness.js';

type Shown = Parameters<typeof window.harness.show>;
interface State {
  shown: Shown;
  /** What brings the page into the state. */
  then?: (page: Page) => Promise<unknown>;
  /** Something that stands there when it is in the state. */
  seen: string;
}

const pause = { by: 'condition', condition: 'gradient("conv2/kernel").norm > 5', value: 9.62, previous: 0.823 };
const error = { code: 'x', message: 'loss is NaN', stack: 'at report', file: '/home/ada/digits/digits.js', line: 36 };
const openRow = (page: Page) => page.evaluate(() => document.querySelector('gl-inspector')!.store.openVariable(2));

const openCurvature = (page: Page) =>
  page.evaluate(() => document.querySelector('gl-inspector')!.store.setSectionOpen('curvature', true));

const STATES: Record<string, State> = {
  'nothing recorded': {
    shown: [{ steps: 1, state: 'ended' }],
    then: (page) => page.evaluate(() => window.harness.post([{ type: 'empty' }])),
    seen: 'gl-empty',
  },
  waiting: { shown: [{ steps: 0, state: 'waiting' }, { run: { trainings: [] } }], seen: 'gl-waiting' },
  'first step': { shown: [{ steps: 1, state: 'running' }], seen: 'gl-heat-strip' },
  'running, with two trainings and a condition': {
    shown: [{ steps: 371, state: 'running', trainings: 2 }, { status: { pauseWhen: pause.condition } }],
    seen: 'gl-heat-strip',
  },
  'behind the newest step': {
    shown: [{ steps: 371, state: 'running' }, { run: { findings: madeUpFindings() } }],
    then: (page) => page.evaluate(() => document.querySelector('gl-inspector')!.store.seek(241)),
    seen: 'gl-heat-strip',
  },
  'paused, with an opened row': {
    shown: [{ steps: 240, state: 'paused' }, { status: { pause, pauseWhen: pause.condition } }],
    then: openRow,
    seen: 'gl-variable-detail gl-histogram-chart',
  },
  'ended, with sections closed': {
    shown: [{ steps: 400, state: 'ended' }, { run: { thinned: ['Steps 1 to 100 hold every tenth value.'] } }],
    then: (page) =>
      page.evaluate(() => {
        for (const id of ['loss', 'regularizers'] as const)
          document.querySelector('gl-inspector')!.store.setSectionOpen(id, false);
      }),
    seen: 'gl-heat-strip',
  },
  'terms of the loss': {
    shown: [{ steps: 371, state: 'running', terms: 'unused' }],
    then: (page) =>
      page.evaluate(() => document.querySelector('gl-inspector')!.store.setSectionOpen('regularizers', true)),
    seen: 'gl-share-rows',
  },
  stopped: { shown: [{ steps: 100, state: 'stopped' }], seen: 'gl-heat-strip' },
  'ended with an error': {
    shown: [{ steps: 67, state: 'failed', nanFrom: 61 }, { status: { error, programExit: 1 } }],
    seen: 'gl-state-rows h2',
  },
  damaged: {
    shown: [
      { steps: 300, state: 'damaged' },
      {
        run: {
          damage: {
            step: 300,
            message: 'The run is damaged: it is whole up to step 300.',
            rest: 'The steps after it are shown where they could be read.',
          },
        },
      },
    ],
    seen: 'gl-state-rows h2',
  },
  'with an information card and its table': {
    shown: [{ steps: 371, state: 'running' }],
    then: async (page) => {
      await page.getByRole('button', { name: 'About Gradient flow' }).click();
      await page.getByRole('button', { name: 'Show Data' }).click();
    },
    seen: 'gl-popover table',
  },
  'with the curvature of a step, and what was verified': {
    shown: [{ steps: 371, state: 'running', curvature: 'small' }],
    then: async (page) => {
      await openCurvature(page);
      await page.evaluate(() => document.querySelector('gl-inspector')!.store.measure('verify', null));
      await page.getByText('Measuring this step in float64').waitFor();
      await page.evaluate(() => window.harness.endMeasurement());
    },
    seen: 'gl-curvature-detail gl-matrix-picture',
  },
  'with a refused op, and a refused measurement': {
    shown: [{ steps: 371, state: 'running', curvature: 'refused' }],
    then: async (page) => {
      await openCurvature(page);
      await page.evaluate(() => document.querySelector('gl-inspector')!.store.measure('spectrum', null));
      await page.getByText('Measuring the spectrum').waitFor();
      await page.evaluate(() => window.harness.endMeasurement('No second derivative.'));
    },
    seen: 'gl-curvature [role=status]',
  },
  'with the backends': {
    shown: [{ steps: 371, state: 'running' }],
    then: (page) => page.getByRole('button', { name: 'Backend: wasm' }).click(),
    seen: 'gl-popover [role=dialog]',
  },
  'with the menu': {
    shown: [{ steps: 371, state: 'running' }],
    then: (page) => page.getByRole('button', { name: 'More Actions…' }).click(),
    seen: 'gl-popover [role=menuitem]',
  },
};

describe('the inspector, as axe sees it', () => {
  let open: InspectorPage | null = null;
  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(faults, []);
  });
  after(closeBrowser);

  for (const width of [300, 900])
    for (const [name, { shown, then, seen }] of Object.entries(STATES))
      it(`${name}, ${width} px, in four themes`, async () => {
        open = await openInspector({ width, height: 1000, place: width < 500 ? 'sidebar' : 'editor' });
        const { page } = open;
        await page.evaluate(([made, patch]) => window.harness.show(made, patch), shown);
        await page.waitForFunction(() => document.querySelector('gl-inspector')?.store.state.status);
        await then?.(page);
        await page.locator(seen).first().waitFor();
        const found: string[] = [];
        for (const theme of ['dark', 'light', 'hc-dark', 'hc-light'] as const) {
          await page.evaluate((kind) => window.harness.theme(kind), theme);
          await page.waitForFunction(
            (kind) => document.querySelector('gl-inspector')!.store.state.theme.kind === kind,
            theme,
          );
          for (const violation of await violations(page)) found.push(`${theme}: ${violation}`);
        }
        assert.deepEqual(found, []);
      });
});
