import assert from 'node:assert/strict';
import type { FromWebview } from '../../../src/protocol/inspector.js';
import { cutTexts } from './cuts.js';
import { closeBrowser, openInspector, type InspectorPage } from './harness.js';

type Shown = Parameters<typeof window.harness.show>[0];
let open: InspectorPage | null = null;

async function inspector(made: Partial<Shown> = {}, width = 900) {
  open = await openInspector({ width, height: 1800, place: width < 500 ? 'sidebar' : 'editor' });
  const { page } = open;
  const shown: Shown = { steps: 371, state: 'running', curvature: 'full', ...made };
  await page.evaluate((run) => window.harness.show(run), shown);
  await page.waitForFunction(() => document.querySelector('gl-inspector')?.store.state.status);
  return page;
}

const section = () => open!.page.getByRole('button', { name: /^Curvature/ });
const openSection = () =>
  open!.page.evaluate(() => document.querySelector('gl-inspector')!.store.setSectionOpen('curvature', true));
const seek = (step: number) =>
  open!.page.evaluate((shown) => document.querySelector('gl-inspector')!.store.seek(shown), step);
const posted = async <T extends FromWebview['type']>(type: T) =>
  (await open!.page.evaluate((wanted) => window.harness.posted.filter((m) => m.type === wanted), type)) as Extract<
    FromWebview,
    { type: T }
  >[];
const spectrum = () => open!.page.getByRole('img', { name: /^Spectral density/ });

describe('the curvature panel', () => {
  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(faults, [], 'errors of the page, or violations of its content security policy');
  });
  after(closeBrowser);

  it('is not there while the run has nothing about curvature', async () => {
    open = await openInspector({ width: 900, height: 900 });
    await open.page.evaluate(() => window.harness.show({ steps: 371, state: 'running' }));
    await open.page.getByRole('slider').waitFor();
    assert.equal(await section().count(), 0);
  });

  it('stands closed at 300 px with its one number, by the rule of the bracket', async () => {
    await inspector({}, 300);
    await seek(241);
    assert.equal(await section().getAttribute('aria-expanded'), 'false');
    assert.match((await section().textContent())!, /≥ 4\.24 × limit, step 240/);
    await seek(200);
    assert.match((await section().textContent())!, /≤ 0\.7\d\d × limit\s*$/);
    await open!.page.evaluate(() => window.harness.show({ steps: 371, state: 'running', curvature: 'track' }));
    await seek(241);
    await open!.page.waitForFunction(
      () => document.querySelector('gl-inspector')!.store.state.curvature.get(0)!.anchors.steps.length === 0,
    );
    assert.match((await section().textContent())!, /λ₁ 36\.2 on 64 samples, step 240/);
  });

  it('shows as of the step shown what was measured last, each with its own step', async () => {
    const page = await inspector();
    await seek(241);
    await page.getByRole('img', { name: /^λ₁ over the steps. At step 241: 64 samples, step 240 36\.2/ }).waitFor();
    await page.getByRole('img', { name: /^Spectral density of the Hessian, 512 samples, step 240/ }).waitFor();
    await seek(170);
    await page.getByRole('img', { name: /^λ₁ over the steps. At step 170: 64 samples, step 170/ }).waitFor();
    await page.getByRole('img', { name: /^Spectral density of the Hessian, 512 samples, step 160/ }).waitFor();
    await seek(130);
    await page.getByText('Not measured at step 130: over the budget.').waitFor();
  });

  for (const width of [300, 600, 900])
    it(`gives its plots over steps the edges of all others, and cuts no reading, at ${width} px`, async () => {
      for (const curvature of ['full', 'adam', 'small'] as const) {
        const page = await inspector({ curvature }, width);
        await openSection();
        await seek(371);
        await spectrum().waitFor();
        const edges = await page.locator('gl-step-plot').evaluateAll((plots) =>
          plots.map((plot) => {
            const { left, right } = plot.getBoundingClientRect();
            return `${left} ${right}`;
          }),
        );
        assert.equal(new Set(edges).size, 1, [...new Set(edges)].join(', '));
        const [left, right] = edges[0]!.split(' ').map(Number);
        const own = (await page.locator('gl-own-axis-plot').boundingBox())!;
        assert.deepEqual([own.x, own.x + own.width], [left, right], 'the spectrum has the same edges');
        assert.deepEqual(await cutTexts(page), [], curvature);
        await open!.close();
      }
    });

  it('reads the spectrum by its own cursor, and moves the step in the charts over steps', async () => {
    const page = await inspector();
    await seek(241);
    await spectrum().focus();
    await page.keyboard.press('End');
    await page.getByText(/^density at 3\d\.\d$/).waitFor();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.getByText(/^density at 1\d\.\d$/).waitFor();
    const step = () => page.evaluate(() => document.querySelector('gl-inspector')!.store.state.selection.step);
    assert.equal(await step(), 241);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('gl-inspector')!.store.state.selection.cursor);
    assert.equal(await page.getByText(/^density at/).count(), 0);
    await page.getByRole('img', { name: /^λ₁ over limit/ }).focus();
    await page.keyboard.press('ArrowLeft');
    assert.equal(await step(), 240);
  });

  it('has a linear axis beside the symmetric-logarithmic one, and remembers it', async () => {
    const page = await inspector();
    await seek(241);
    const labels = () =>
      page
        .locator('gl-spectrum-chart gl-own-axis-chart')
        .evaluate((chart) =>
          [
            ...chart
              .shadowRoot!.querySelector('gl-chart-frame')!
              .shadowRoot!.querySelectorAll<HTMLElement>('.axis span'),
          ].map((span) => span.textContent),
        );
    await spectrum().waitFor();
    assert.deepEqual(await labels(), ['−1', '−0.1', '0', '0.1', '1', '10']);
    await page.getByRole('button', { name: 'Linear Axis' }).click();
    assert.deepEqual(await labels(), ['0', '5', '10', '15', '20', '25', '30']);
    assert.equal(
      await page.evaluate(() => document.querySelector('gl-inspector')!.store.state.view.options['curvature.scale']),
      'linear',
    );
  });

  it('reads entries of the Hessian by the arrow keys', async () => {
    const page = await inspector({ curvature: 'small' });
    const picture = page.getByRole('img', { name: /^Hessian at step/ });
    await picture.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: /Row hidden 20, column hidden 21: −?\d/ }).waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('img', { name: /Row output 0, column hidden 21: −?\d/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(
      (found) => !found!.getAttribute('aria-label')!.includes('Row'),
      await picture.elementHandle(),
    );
  });

  it('measures when asked: says so, shows what came, or why nothing came', async () => {
    const page = await inspector();
    await page.getByRole('button', { name: 'Verify This Step' }).click();
    await page.getByText('Measuring this step in float64; this may take a minute.').waitFor();
    assert.deepEqual(
      (await posted('measure')).map(({ training, what, step }) => [training, what, step]),
      [[0, 'verify', null]],
    );
    await page.evaluate(() => window.harness.endMeasurement());
    const row = page.getByRole('row', { name: /^Hessian-vector product/ });
    assert.match((await row.textContent())!.replace(/\s+/g, ' '), /39\.8 39\.8 1\.3e-6/);
    await page.getByText(/would fall by 0\.287, 70 % of what the quadratic model says/).waitFor();
    await page.getByRole('button', { name: 'Spectrum Now' }).click();
    await page.getByText('Measuring the spectrum').waitFor();
    await page.evaluate(() => window.harness.endMeasurement('The program has ended.'));
    await page.getByText('The spectrum was not measured: The program has ended.').waitFor();
  });

  it('measures a recorded run at its checkpoint, and names it', async () => {
    const page = await inspector({ steps: 400, state: 'ended' });
    await seek(241);
    await page.getByRole('button', { name: 'Spectrum at Step 240' }).click();
    await page.getByText('Measuring the spectrum').waitFor();
    assert.deepEqual(
      (await posted('measure')).map(({ what, step }) => [what, step]),
      [['spectrum', 240]],
    );
    await seek(79);
    assert.equal(await page.getByRole('button', { name: /^Spectrum at/ }).count(), 0, 'no checkpoint before');
  });

  it('names a refused op with its line, what still works, and draws no empty chart', async () => {
    const page = await inspector({ curvature: 'refused' });
    await page.getByText('No curvature: NonMaxSuppressionV3 at').waitFor();
    await page.getByText('Loss, gradients and regularizers are measured as before.').waitFor();
    assert.equal(await page.locator('gl-curvature gl-line-chart').count(), 0);
    await page.getByRole('button', { name: 'digits.js:12' }).click();
    assert.deepEqual(await posted('openLine'), [{ type: 'openLine', file: '/home/ada/digits/digits.js', line: 12 }]);
  });

  it('has the data of every picture as a table', async () => {
    const page = await inspector({ curvature: 'small' });
    await page.locator('gl-matrix-picture').waitFor();
    const names = [
      'λ₁, the largest',
      'λ₁ over the limit',
      'Where the updates',
      'Spectral density',
      'Largest and smallest',
    ];
    for (const name of [...names, 'λ₁ by layer', 'The Hessian, entry']) {
      await page.getByRole('button', { name: `About ${name}` }).click();
      await page.getByRole('button', { name: 'Show Data' }).click();
      assert.ok((await page.locator('gl-popover table tbody tr').count()) > 1, name);
      await page.keyboard.press('Escape');
    }
  });

  it('does not move under reduced motion', async () => {
    const page = await inspector();
    await page.getByRole('button', { name: 'Spectrum Now' }).click();
    await page.getByText('Measuring the spectrum').waitFor();
    const moving = await page.locator('gl-curvature').evaluate((panel) => panel.shadowRoot!.getAnimations().length);
    assert.equal(moving, 0);
  });
});
