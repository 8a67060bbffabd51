import assert from 'node:assert/strict';
import type { FromWebview } from '../../../src/protocol/inspector.js';
import { closeBrowser, openInspector, type InspectorPage, type PageOptions } from './harness.js';
import { madeUpFindings } from './madeUpFindings.js';

const FILE = '/home/ada/digits/digits.js';
let open: InspectorPage | null = null;

async function inspector(run: Record<string, unknown>, options: Partial<PageOptions> = {}, steps = 400) {
  open = await openInspector({ width: 900, height: 900, ...options });
  const { page } = open;
  const state = steps > 0 ? 'ended' : 'failed';
  await page.evaluate(([made, patched]) => window.harness.show(made, patched), [
    { steps, state },
    { run: steps > 0 ? run : { ...run, trainings: [] } },
  ] as const);
  await page.waitForFunction(() => document.querySelector('gl-inspector')?.store.state.status);
  return page;
}

const posted = (type: FromWebview['type']) =>
  open!.page.evaluate((wanted) => window.harness.posted.filter((message) => message.type === wanted), type);

describe('findings', () => {
  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(faults, []);
  });
  after(closeBrowser);

  it('stand worst first with their numbers, advice and count, consequences under their cause', async () => {
    const page = await inspector({ findings: madeUpFindings() });
    const findings = page.locator('gl-findings .finding');
    assert.deepEqual(await findings.evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['rule'])), [
      'loss-diverges',
      'penalty-dominates',
      'validation-rises',
    ]);
    const first = findings.first();
    await first.getByRole('heading', { name: /^The loss rose from 0\.527 to 14\.6/ }).waitFor();
    await first
      .getByText('learning rate 0.300, before 0.527, after 14.6, limits [0.0614, 0.0735] · seen 3 times')
      .waitFor();
    await first.getByText('Lower the learning rate to at most 0.06.').waitFor();
    const consequence = first.getByRole('list', { name: 'What followed from it' }).getByRole('listitem');
    assert.match((await consequence.textContent())!, /84 of 84 units of dense2 .*since step 262 .*digits\.js:15/s);
    assert.equal(await page.getByRole('img', { name: 'Error' }).count(), 1);
    // One mark for each cause.
    assert.equal(await page.locator('gl-scrubber .triangle.mark').count(), 3);
  });

  it('lead to the step, the line and the page of the rule', async () => {
    const page = await inspector({ findings: madeUpFindings() });
    await page.getByRole('button', { name: 'since step 262' }).click();
    assert.equal(await page.getByRole('slider', { name: 'Step shown' }).getAttribute('aria-valuenow'), '262');
    assert.deepEqual((await posted('seek')).at(-1), { type: 'seek', training: 0, step: 262, follow: false });
    await page.locator('gl-findings').getByRole('button', { name: 'digits.js:26' }).click();
    assert.deepEqual(await posted('openLine'), [{ type: 'openLine', file: FILE, line: 26 }]);
    await page.getByRole('button', { name: 'penalty-dominates' }).click();
    assert.deepEqual(await posted('rule'), [{ type: 'rule', rule: 'penalty-dominates' }]);
    // From the start: the first step that there is.
    await page.getByRole('button', { name: 'from the start' }).click();
    assert.equal(await page.getByRole('slider', { name: 'Step shown' }).getAttribute('aria-valuenow'), '1');
  });

  it('have no panel where there is none', async () => {
    const page = await inspector({ findings: [] });
    await page.locator('gl-section[title="Loss"]').waitFor();
    assert.equal(await page.locator('gl-section[title="Findings"]').count(), 0);
  });

  it('are shown of a program that failed before its first step', async () => {
    const [first] = madeUpFindings();
    const page = await inspector({ findings: [{ ...first!, training: -1, step: 0, consequences: [] }] }, {}, 0);
    await page.getByRole('heading', { name: /^The loss rose/ }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'from the start' }).count(), 0);
  });

  it('fit into a side bar', async () => {
    const page = await inspector({ findings: madeUpFindings() }, { width: 300, place: 'sidebar' });
    await page.getByRole('heading', { name: /^The loss rose/ }).waitFor();
    const overflow = await page.locator('gl-findings').evaluate((panel) => {
      const inside = [...panel.shadowRoot!.querySelectorAll<HTMLElement>('li, p, h3, .where')];
      return inside.filter((each) => each.getBoundingClientRect().right > innerWidth).length;
    });
    assert.equal(overflow, 0);
  });
});
