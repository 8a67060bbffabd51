/**
 * `npm run screenshots`: pictures of the inspector in every state, theme and width, in test-results/inspector/, for people
 * to look at. Names asked for on the command line narrow it: `npm run screenshots -- paused`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeUpComparison, madeUpTrainings } from '../test/e2e/inspector/madeUpComparison.js';
import { madeUpFindings } from '../test/e2e/inspector/madeUpFindings.js';
import { madeUpPage } from '../test/e2e/inspector/madeUpPage.js';
import { madeUpTunings } from '../test/e2e/inspector/madeUpTuning.js';
import { closeBrowser, openFile, openInspector, type InspectorPage } from '../test/e2e/inspector/harness.js';

const directory = join(import.meta.dirname, '../test-results/inspector');
mkdirSync(directory, { recursive: true });
const asked = process.argv.slice(2);

interface Picture {
  name: string;
  /** What window.harness.show takes. */
  made: Parameters<typeof window.harness.show>[0];
  patch?: Record<string, unknown>;
  then?: (page: InspectorPage['page']) => Promise<void>;
  /** Of the window, where the panel is longer than one. */
  height?: number;
}

const THEMES = ['dark', 'light', 'hc-dark', 'hc-light'] as const;
const FILE = '/home/ada/digits/digits.js';
const condition = { by: 'condition', condition: 'gradient("conv2/kernel").norm > 5', value: 9.62, previous: 0.823 };
const error = {
  code: 'program-threw',
  message: 'digits.js ended with status 1 at step 67: Error: loss is NaN',
  stack: 'Error: loss is NaN\n    at report (digits.js:36:9)',
  file: FILE,
  line: 36,
};
const back = (page: InspectorPage['page']) =>
  page.evaluate(() => document.querySelector('gl-inspector')!.store.seek(241));

const pictures: Picture[] = [
  {
    name: 'running',
    made: { steps: 371, state: 'running' },
    then: back,
  },
  { name: 'waiting', made: { steps: 0, state: 'waiting' }, patch: { run: { trainings: [] } } },
  { name: 'first-step', made: { steps: 1, state: 'running' } },
  {
    name: 'paused',
    made: { steps: 240, state: 'paused' },
    patch: { status: { pause: condition, pauseWhen: condition.condition } },
  },
  {
    name: 'failed',
    made: { steps: 67, state: 'failed', nanFrom: 61 },
    patch: { status: { error, programExit: 1 } },
  },
  { name: 'findings', made: { steps: 400, state: 'ended' }, patch: { run: { findings: madeUpFindings() } } },
  { name: 'ended', made: { steps: 400, state: 'ended' }, patch: { status: { programExit: 0 } } },
  { name: 'stopped', made: { steps: 250, state: 'stopped' } },
  {
    name: 'damaged',
    made: { steps: 300, state: 'damaged' },
    patch: {
      run: {
        damage: {
          step: 300,
          message: 'The run is damaged: it is whole up to step 300.',
          rest: 'The steps after it are shown where they could be read.',
        },
      },
    },
  },
  { name: 'two-trainings', made: { steps: 371, state: 'running', trainings: 2 }, then: back },
  {
    name: 'empty',
    made: { steps: 1, state: 'ended' },
    then: (page) => page.evaluate(() => window.harness.post([{ type: 'empty' }])),
  },
  {
    name: 'deep',
    made: { steps: 371, state: 'running', blocks: 16 },
    then: (page) => page.locator('gl-gradient-flow [data-key="block 8"]').first().click(),
  },
  {
    name: 'backend',
    made: { steps: 371, state: 'running' },
    then: async (page) => {
      await page.getByRole('button', { name: 'Backend: wasm' }).click();
    },
  },
  {
    name: 'opened-row',
    made: { steps: 371, state: 'running' },
    height: 1500,
    then: async (page) => {
      await page.evaluate(() => document.querySelector('gl-inspector')!.store.openVariable(2));
    },
  },
  ...curvaturePictures(),
  ...termsPictures(),
];

/** The panel of the regularizers alone. */
function termsPictures(): Picture[] {
  const alone = (page: InspectorPage['page']) =>
    page.evaluate(() => {
      const { store } = document.querySelector('gl-inspector')!;
      for (const id of ['loss', 'gradientFlow', 'curvature'] as const) store.setSectionOpen(id, false);
      store.setSectionOpen('regularizers', true);
      store.seek(261);
    });
  const running = { steps: 371, state: 'running' } as const;
  return [
    { name: 'terms-written', made: { ...running, terms: 'written' }, then: alone },
    { name: 'terms-declared', made: { ...running, terms: 'declared' }, then: alone },
    { name: 'terms-unused', made: { ...running, terms: 'unused' }, then: alone },
    {
      name: 'terms-loss',
      made: { ...running, terms: 'written' },
      then: async (page) => {
        await back(page);
        await page.evaluate(() => {
          document.querySelector('gl-inspector')!.store.setSectionOpen('gradientFlow', false);
        });
      },
    },
    {
      name: 'terms-robustness',
      made: { ...running, terms: 'written' },
      then: async (page) => {
        await alone(page);
        await page.locator('gl-robustness-chart').evaluate((chart) => chart.scrollIntoView({ block: 'end' }));
      },
    },
    { name: 'terms-closed', made: { ...running, terms: 'written' }, then: back },
  ];
}

/** The curvature panel alone: all that it can show, what is refused, and the closed section. */
function curvaturePictures(): Picture[] {
  const alone = async (page: InspectorPage['page'], step = 241) => {
    await page.evaluate((shown) => {
      const { store } = document.querySelector('gl-inspector')!;
      for (const id of ['loss', 'gradientFlow', 'regularizers'] as const) store.setSectionOpen(id, false);
      store.setSectionOpen('curvature', true);
      store.seek(shown);
    }, step);
  };
  const asked = async (page: InspectorPage['page']) => {
    await alone(page, 371);
    await page.evaluate(() => document.querySelector('gl-inspector')!.store.measure('verify', null));
    await page.locator('gl-curvature [role=status]').first().waitFor();
    await page.evaluate(() => window.harness.endMeasurement());
  };
  const running = { steps: 371, state: 'running' } as const;
  return [
    {
      name: 'curvature-full',
      made: { ...running, curvature: 'full' },
      then: alone,
      height: 1500,
    },
    { name: 'curvature-small', made: { ...running, curvature: 'small' }, then: asked, height: 2100 },
    { name: 'curvature-adam', made: { ...running, curvature: 'adam' }, then: alone, height: 1500 },
    { name: 'curvature-track', made: { ...running, curvature: 'track' }, then: alone },
    { name: 'curvature-refused', made: { ...running, curvature: 'refused' }, then: alone },
    { name: 'curvature-nan', made: { ...running, curvature: 'full', nanFrom: 301 }, then: (page) => alone(page, 320) },
    { name: 'curvature-closed', made: { ...running, curvature: 'full' }, then: back },
  ];
}

for (const { name, made, patch, then, height } of pictures) {
  if (asked.length > 0 && !asked.some((word) => name.includes(word))) continue;
  for (const width of [300, 900])
    for (const theme of THEMES) {
      const place = width === 300 ? 'sidebar' : 'editor';
      const inspector = await openInspector({
        width,
        height: height ?? (width === 300 ? 900 : 1000),
        place,
        deviceScaleFactor: 2,
      });
      const { page } = inspector;
      await page.evaluate(
        ([shown, patched, kind]) => {
          window.harness.theme(kind);
          window.harness.show(shown, patched);
        },
        [made, patch ?? {}, theme] as const,
      );
      await page.waitForFunction(() => document.querySelector('gl-inspector')?.store.state.status);
      await then?.(page);
      await page.evaluate(() => new Promise((done) => setTimeout(done, 120)));
      await page.screenshot({ path: join(directory, `${name}-${theme}-${width}.png`) });
      for (const fault of inspector.faults) console.error(`${name} ${theme} ${width}: ${fault}`);
      await inspector.close();
    }
}
for (const [width, colorScheme] of [
  [1500, 'dark'],
  [1500, 'light'],
  [900, 'dark'],
] as const) {
  if (asked.length > 0 && !asked.some((word) => 'page'.includes(word))) continue;
  const path = join(directory, 'page.html');
  writeFileSync(path, await madeUpPage());
  const { page, faults, close } = await openFile(path, { width, height: 1000, colorScheme, deviceScaleFactor: 2 });
  await page.getByText('Ended').first().waitFor();
  await page.evaluate(() => new Promise((done) => setTimeout(done, 120)));
  await page.screenshot({ path: join(directory, `page-${colorScheme}-${width}.png`) });
  for (const fault of faults) console.error(`page ${colorScheme} ${width}: ${fault}`);
  await close();
}
for (const [name, shown] of Object.entries(madeUpTunings())) {
  if (asked.length > 0 && !asked.some((word) => name.includes(word))) continue;
  for (const width of [300, 900])
    for (const theme of THEMES) {
      const tuning = await openInspector({ width, height: 640, bundle: 'tuning', deviceScaleFactor: 2 });
      const { page } = tuning;
      await page.evaluate(
        ([kind, made]) => {
          window.harness.theme(kind);
          window.postMessage({ type: 'tune', shown: made }, '*');
        },
        [theme, shown] as const,
      );
      await page.locator('gl-own-axis-chart').first().waitFor();
      await page.evaluate(() => new Promise((done) => setTimeout(done, 120)));
      await page.screenshot({ path: join(directory, `${name}-${theme}-${width}.png`) });
      for (const fault of tuning.faults) console.error(`${name} ${theme} ${width}: ${fault}`);
      await tuning.close();
    }
}
for (const [name, comparison] of Object.entries({ compare: madeUpComparison(), 'compare-many': madeUpTrainings() })) {
  if (asked.length > 0 && !asked.some((word) => name.includes(word))) continue;
  for (const width of [300, 900])
    for (const theme of THEMES) {
      const opened = await openInspector({ width, height: 1150, bundle: 'comparison', deviceScaleFactor: 2 });
      const { page } = opened;
      await page.evaluate(
        ([kind, made]) => {
          window.harness.theme(kind);
          window.postMessage({ type: 'comparison', comparison: made }, '*');
        },
        [theme, comparison] as const,
      );
      await page.locator('gl-comparison-chart').first().waitFor();
      await page.evaluate(() => new Promise((done) => setTimeout(done, 120)));
      await page.screenshot({ path: join(directory, `${name}-${theme}-${width}.png`) });
      for (const fault of opened.faults) console.error(`${name} ${theme} ${width}: ${fault}`);
      await opened.close();
    }
}
await closeBrowser();
