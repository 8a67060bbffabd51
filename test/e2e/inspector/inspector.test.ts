import assert from 'node:assert/strict';
import type { FromWebview } from '../../../src/protocol/inspector.js';
import { closeBrowser, openInspector, type InspectorPage, type PageOptions } from './harness.js';

const FILE = '/home/ada/digits/digits.js';
let open: InspectorPage | null = null;

async function inspector(
  made: Parameters<typeof window.harness.show>[0],
  patch: Record<string, unknown> = {},
  options: Partial<PageOptions> = {},
) {
  open = await openInspector({ width: 900, height: 900, ...options });
  const { page } = open;
  await page.evaluate(([shown, patched]) => window.harness.show(shown, patched), [made, patch] as const);
  await page.waitForFunction(() => document.querySelector('gl-inspector')?.store.state.status);
  return page;
}

const posted = (type: FromWebview['type']) =>
  open!.page.evaluate((wanted) => window.harness.posted.filter((message) => message.type === wanted), type);
const slider = () => open!.page.getByRole('slider', { name: 'Step shown' });
const stepShown = async () => Number(await slider().getAttribute('aria-valuenow'));

/** Animations of the whole page, inside components too. */
const animations = () => {
  let count = 0;
  const walk = (root: Document | ShadowRoot) => {
    count += root.getAnimations().length;
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) walk(element.shadowRoot);
  };
  walk(document);
  return count;
};

describe('the inspector', () => {
  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(faults, [], 'errors of the page, or violations of its content security policy');
  });
  after(closeBrowser);

  describe('states', () => {
    it('waits with phases and no chart', async () => {
      const page = await inspector({ steps: 0, state: 'waiting' }, { run: { trainings: [] } });
      await page.getByText('Waiting for the first step', { exact: true }).waitFor();
      await page.getByText('no gradient call yet; line 34 is not reached').waitFor();
      assert.equal(await slider().count(), 0);
      for (const header of await page.locator('gl-section').all())
        assert.equal(await header.getAttribute('open'), null);
    });

    it('says of a program that was stopped before its first step that there is none, without empty sections', async () => {
      const page = await inspector({ steps: 0, state: 'stopped' }, { run: { trainings: [] } });
      await page.getByText('No step was recorded.', { exact: true }).waitFor();
      assert.deepEqual(await page.locator('gl-section').count(), 0);
      assert.equal(await slider().count(), 0);
    });

    it('counts on the time of the phase under way', async () => {
      const phases = [
        { phase: 'starting', milliseconds: 40 },
        { phase: 'program', milliseconds: null, elapsed: 3200 },
      ];
      const page = await inspector({ steps: 0, state: 'waiting' }, { run: { trainings: [] }, status: { phases } });
      const time = async () => parseFloat((await page.locator('li.now .number').textContent())!);
      const first = await time();
      assert.ok(first >= 3.2 && first < 13, `${first} s`);
      await page.waitForFunction(
        (before) =>
          parseFloat(
            document
              .querySelector('gl-inspector')!
              .shadowRoot!.querySelector('gl-waiting')!
              .shadowRoot!.querySelector('li.now .number')!.textContent,
          ) > before,
        first,
      );
    });

    it('shows charts at the first step, at their full height', async () => {
      const page = await inspector({ steps: 1, state: 'running' });
      const height = async () => (await page.locator('main').boundingBox())!.height;
      await slider().waitFor();
      const before = await height();
      await page.evaluate(() => window.harness.show({ steps: 200, state: 'running' }));
      await page.waitForFunction(() => document.querySelector('gl-inspector')!.store.state.selection.step === 200);
      assert.equal(await height(), before);
    });

    it('pauses with the condition, the value that met it and the value before', async () => {
      const pause = { by: 'condition', condition: 'gradient("conv2/kernel").norm > 5', value: 9.62, previous: 0.823 };
      const page = await inspector({ steps: 240, state: 'paused' }, { status: { pause, pauseWhen: pause.condition } });
      await page.getByRole('heading', { name: 'Paused before the update of step 241' }).waitFor();
      await page.getByText('gradient("conv2/kernel").norm > 5 met by 9.62 (step 240: 0.823)').waitFor();
      await page.getByRole('button', { name: 'Edit Condition…' }).click();
      await page.locator('gl-state-rows').getByRole('button', { name: 'Step' }).click();
      await page.locator('gl-state-rows').getByRole('button', { name: 'Resume' }).click();
      const actions = (await posted('action')).map((message) => (message as { action: string }).action);
      assert.deepEqual(actions, ['editCondition', 'step', 'resume']);
    });

    it('shows a NaN that met the condition as NaN', async () => {
      await inspector({ steps: 60, state: 'running' });
      await open!.page.evaluate(() => {
        const { status } = document.querySelector('gl-inspector')!.store.state;
        const pause = { by: 'condition', condition: 'loss is NaN', value: { number: 'NaN' }, previous: 0.5 };
        window.harness.post([{ type: 'status', status: { ...status, state: 'paused', pause } }]);
      });
      await open!.page.getByText('loss is NaN met by NaN (step 60: 0.500)').waitFor();
    });

    it('ends with the program’s error, its line and what is recorded', async () => {
      const error = {
        code: 'x',
        message: 'digits.js ended with status 1: loss is NaN',
        stack: 'at report',
        file: FILE,
        line: 36,
      };
      const page = await inspector({ steps: 67, state: 'failed', nanFrom: 61 }, { status: { error, programExit: 1 } });
      await page.getByRole('heading', { name: 'digits.js ended with status 1: loss is NaN' }).waitFor();
      await page.getByText('everything up to step 67 is recorded').waitFor();
      await page.getByRole('button', { name: 'Open Line' }).click();
      assert.deepEqual(await posted('openLine'), [{ type: 'openLine', file: FILE, line: 36 }]);
      assert.equal(
        (await page.getByRole('status').textContent())!.trim(),
        'Ended with an error at step 67: ' + error.message,
      );
    });

    it('says up to which step a damaged run is whole', async () => {
      const page = await inspector(
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
      );
      await page.getByText('The run is damaged: it is whole up to step 300.').waitFor();
    });

    it('says what to do where nothing was trained, and offers an example', async () => {
      const page = await inspector({ steps: 1, state: 'ended' });
      await page.evaluate(() => window.harness.post([{ type: 'empty' }]));
      await page.getByText('Nothing has been trained yet.').waitFor();
      await page.getByRole('button', { name: 'Open Example' }).click();
      assert.deepEqual(await posted('action'), [{ type: 'action', action: 'openExample' }]);
    });
  });

  describe('the scrubber', () => {
    it('moves by keys: one step, ten with Shift, to the ends', async () => {
      const page = await inspector({ steps: 371, state: 'running' });
      await slider().focus();
      for (const [key, step] of [
        ['ArrowLeft', 370],
        ['Shift+ArrowLeft', 360],
        ['ArrowRight', 361],
        ['Home', 1],
        ['ArrowLeft', 1],
        ['End', 371],
      ] as const) {
        await page.keyboard.press(key);
        assert.equal(await stepShown(), step, key);
      }
      assert.deepEqual((await posted('seek')).at(-1), { type: 'seek', training: 0, step: 371, follow: true });
      assert.match((await slider().getAttribute('aria-valuetext'))!, /^Step 371 of 371, loss \d/);
    });

    it('moves by dragging, not beyond what is recorded', async () => {
      const page = await inspector({ steps: 200, state: 'running' });
      const box = (await slider().boundingBox())!;
      const x = (step: number) => box.x + ((step - 0.5) / 400) * box.width;
      await page.mouse.move(x(50), box.y + 20);
      await page.mouse.down();
      assert.equal(await stepShown(), 50);
      await page.mouse.move(x(120), box.y + 60);
      assert.equal(await stepShown(), 120);
      await page.mouse.move(x(390), box.y + 20);
      assert.equal(await stepShown(), 200);
      await page.mouse.move(box.x - 300, box.y + 20);
      await page.mouse.up();
      assert.equal(await stepShown(), 1);
    });

    it('stays where the user went while the run goes on, and follows again', async () => {
      const page = await inspector({ steps: 200, state: 'running' });
      await slider().focus();
      await page.keyboard.press('Home');
      await page.evaluate(() => window.harness.show({ steps: 210, state: 'running' }));
      await page.getByText('Step 210 of 400').waitFor();
      assert.equal(await stepShown(), 1);
      await page.getByRole('button', { name: 'Follow newest step' }).click();
      assert.equal(await stepShown(), 210);
      await page.evaluate(() => window.harness.show({ steps: 220, state: 'running' }));
      await page.waitForFunction(() => document.querySelector('gl-inspector')!.store.state.selection.step === 220);
    });

    it('shows the step under the pointer, and the scrubber’s again when it leaves', async () => {
      const page = await inspector({ steps: 400, state: 'ended' });
      const box = (await slider().boundingBox())!;
      await page.mouse.move(box.x + box.width / 4, box.y + 10);
      await page.locator('gl-scrubber').getByText('Step 101').waitFor();
      await page.mouse.move(box.x, 5);
      await page.locator('gl-scrubber').getByText('Step 400').waitFor();
      assert.equal((await posted('seek')).length, 0);
    });
  });

  it('has plots with one left and one right edge, wide and narrow', async () => {
    for (const width of [300, 900]) {
      const page = await inspector({ steps: 371, state: 'running' }, {}, { width });
      await page.locator('gl-step-plot').first().waitFor();
      const edges = await page.evaluate(() => {
        const found: [number, number][] = [];
        const walk = (root: ParentNode) => {
          for (const element of root.querySelectorAll('*')) {
            if (element.matches('gl-step-plot, .track')) {
              const { left, right } = element.getBoundingClientRect();
              found.push([Math.round(left), Math.round(right)]);
            }
            if (element.shadowRoot) walk(element.shadowRoot);
          }
        };
        walk(document);
        return found;
      });
      assert.ok(edges.length >= 2, 'more than the scrubber');
      for (const edge of edges) assert.deepEqual(edge, edges[0]);
      if (width === 300) await open!.close();
    }
  });

  it('never scrolls sideways in a sidebar of 300 pixels, in any state', async () => {
    for (const state of ['running', 'paused', 'ended'] as const) {
      const page = await inspector({ steps: 371, state, trainings: 2 }, {}, { width: 300, place: 'sidebar' });
      await slider().waitFor();
      const [scroll, client] = await page.evaluate(() => {
        const element = document.querySelector('gl-inspector')!;
        return [element.scrollWidth, element.clientWidth] as const;
      });
      assert.ok(scroll <= client, `${state}: ${scroll} > ${client}`);
      if (state !== 'ended') await open!.close();
    }
  });

  it('remembers a closed section after a reload, with its one number', async () => {
    const page = await inspector({ steps: 371, state: 'running' });
    const header = page.getByRole('button', { name: /^Loss/ });
    await header.click();
    assert.equal(await header.getAttribute('aria-expanded'), 'false');
    assert.match((await header.textContent())!, /\d/);
    await page.reload();
    await page.evaluate(() => window.harness.show({ steps: 371, state: 'running' }));
    assert.equal(await header.getAttribute('aria-expanded'), 'false');
    await header.focus();
    await page.keyboard.press('Enter');
    assert.equal(await header.getAttribute('aria-expanded'), 'true');
  });

  it('comes back to the step that was shown when the webview went away', async () => {
    const page = await inspector({ steps: 371, state: 'running' });
    await slider().focus();
    await page.keyboard.press('Home');
    await page.reload();
    await page.evaluate(() => window.harness.show({ steps: 380, state: 'running' }));
    await slider().waitFor();
    assert.equal(await stepShown(), 1);
  });

  it('is not broken by messages that make no sense', async () => {
    const page = await inspector({ steps: 100, state: 'running' });
    await page.evaluate(() => {
      for (const nonsense of [
        null,
        3,
        'x',
        [],
        [null],
        [{ type: 'series' }],
        [{ type: 'run', run: {} }],
        [{ type: 'toString' }],
      ])
        window.harness.post(nonsense);
      for (const nonsense of [null, undefined, 0, 'hello', { messages: 'no' }]) window.postMessage(nonsense, '*');
      const { series } = document.querySelector('gl-inspector')!.store.state;
      window.harness.post([{ type: 'series', series: { ...series.get(0), gradientNorm: new Float32Array(3) } }]);
    });
    await page.evaluate(() => window.harness.show({ steps: 120, state: 'running' }));
    await page.getByText('Step 120 of 400').waitFor();
  });

  it('steers the session from a toolbar that is one Tab stop', async () => {
    const page = await inspector({ steps: 100, state: 'running' });
    const toolbar = page.getByRole('toolbar');
    await toolbar.getByRole('button', { name: 'Pause' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const actions = (await posted('action')).map((message) => (message as { action: string }).action);
    assert.deepEqual(actions, ['pause', 'restart', 'stop'], 'Step is disabled while it runs');
    const stops = await toolbar
      .locator('vscode-button')
      .evaluateAll((all) => all.filter((b) => (b as HTMLElement).tabIndex === 0).length);
    assert.equal(stops, 1);
  });

  it('opens the ladder of backends, and Escape closes it before anything else', async () => {
    const page = await inspector({ steps: 100, state: 'running' });
    await page.evaluate(() => document.querySelector('gl-inspector')!.store.setCursor(7));
    const chip = page.getByRole('button', { name: 'Backend: wasm' });
    await chip.click();
    const dialog = page.getByRole('dialog', { name: 'Backend: wasm' });
    await page.getByText('libtensorflow.so.2.9.1 is missing').waitFor();
    await page.getByText('Plain node digits.js would use cpu.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    const cursor = () => page.evaluate(() => document.querySelector('gl-inspector')!.store.state.selection.cursor);
    assert.equal(await cursor(), 7);
    assert.equal(await chip.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button), true);
    await page.keyboard.press('Escape');
    assert.equal(await cursor(), null);
  });

  it('keeps a popover in the window when its table opens, and gives the data of a chart', async () => {
    const page = await inspector({ steps: 100, state: 'running' }, {}, { height: 600 });
    await page.getByRole('button', { name: 'About Gradient flow' }).click();
    await page.getByRole('button', { name: 'Show Data' }).click();
    await page.getByRole('cell', { name: 'conv1/kernel' }).waitFor();
    const box = (await page.getByRole('dialog', { name: 'Gradient flow' }).boundingBox())!;
    assert.ok(box.y >= 0 && box.y + box.height <= 600, `${box.y} to ${box.y + box.height}`);
    await page.getByRole('button', { name: 'Open Glossary' }).click();
    assert.deepEqual(await posted('glossary'), [{ type: 'glossary', term: 'gradient-flow' }]);
  });

  it('selects the training that is shown', async () => {
    const page = await inspector({ steps: 100, state: 'running', trainings: 2 });
    await page.getByRole('combobox', { name: 'Training' }).click();
    await page.getByRole('option', { name: 'minimize, SGD, line 39' }).click();
    await page.getByRole('button', { name: 'digits.js:39' }).waitFor();
    assert.deepEqual(await posted('seek'), [{ type: 'seek', training: 1, step: 100, follow: false }]);
  });

  it('names every control and picture for a screen reader', async () => {
    const page = await inspector({ steps: 371, state: 'paused' });
    await slider().waitFor();
    const nameless = await page.evaluate(() => {
      const found: string[] = [];
      const walk = (root: ParentNode) => {
        for (const element of root.querySelectorAll('*')) {
          const control = element.matches(
            'button, a, vscode-button, vscode-dropdown, [role=img], [role=slider], [role=toolbar], [role=dialog], [role=treegrid]',
          );
          const inside =
            element.getRootNode() instanceof ShadowRoot &&
            ((element.getRootNode() as ShadowRoot).host.tagName.startsWith('VSCODE-') ||
              element.closest('[aria-hidden=true]'));
          const name = element.getAttribute('aria-label') ?? element.textContent;
          if (control && !inside && !name?.trim()) found.push(element.outerHTML.slice(0, 120));
          if (element.shadowRoot) walk(element.shadowRoot);
        }
      };
      walk(document);
      return found;
    });
    assert.deepEqual(nameless, []);
  });

  it('moves nothing where motion is not wanted', async () => {
    const page = await inspector({ steps: 0, state: 'waiting' }, {}, { reducedMotion: 'reduce' });
    await page.getByText('Waiting for the first step', { exact: true }).waitFor();
    assert.equal(await page.evaluate(animations), 0);
    await open!.close();
    const moving = await inspector({ steps: 0, state: 'waiting' }, {}, { reducedMotion: 'no-preference' });
    await moving.getByText('Waiting for the first step', { exact: true }).waitFor();
    assert.ok((await moving.evaluate(animations)) > 0);
  });
});
