import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeBrowser, openFile, type InspectorPage } from './harness.js';
import { madeUpPage } from './madeUpPage.js';

describe('the HTML inspector', () => {
  let folder = '';
  let path = '';
  let open: InspectorPage | null = null;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gradlens-page-'));
    path = join(folder, 'run.html');
    writeFileSync(path, await madeUpPage());
  });
  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = null;
    assert.deepEqual(faults, []);
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await closeBrowser();
  });

  const show = async (width: number, colorScheme: 'light' | 'dark' = 'dark') => {
    open = await openFile(path, { width, height: 900, colorScheme });
    await open.page.getByRole('heading', { name: 'Ended' }).waitFor();
    return open.page;
  };

  it('opens from a file without a network, with the source beside it', async () => {
    const page = await show(1500);
    assert.equal(await page.title(), 'digits.js – Gradlens');
    const current = page.locator('li.current');
    assert.match((await current.textContent())!, /34\s*optimizer\.minimize/);
    const note = page.locator('li[data-line="14"]');
    await page.waitForFunction(() => document.querySelector('gl-page')!.store.state.readings.has('0:400'));
    assert.match((await note.textContent())!, /‖g‖\s*\d/);
  });

  it('moves the notes of the source with the scrubber', async () => {
    const page = await show(1500);
    const note = page.locator('li[data-line="14"] .note');
    await note.waitFor();
    const before = await note.textContent();
    await page.getByRole('slider').focus();
    await page.keyboard.press('Home');
    await page.waitForFunction(() => document.querySelector('gl-page')!.store.state.readings.has('0:1'));
    assert.notEqual(await note.textContent(), before);
  });

  it('has notes on lines that make no variable, and the way of the gradient in an opened row', async () => {
    const page = await show(1500);
    const note = (line: number) => page.locator(`li[data-line="${line}"] .note`);
    assert.match((await note(25).textContent())!, /‖g‖\s*5\.25/, 'the line of the loss');
    await note(12).waitFor();
    await page.evaluate(() => document.querySelector('gl-page')!.store.seek(240));
    await note(25).getByText('1.31').waitFor();
    await page.evaluate(() => document.querySelector('gl-page')!.store.openVariable(0));
    await page.getByText('The gradient shrinks most at Relu, digits.js:11').waitFor();
  });

  it('has no buttons that need an editor', async () => {
    const page = await show(1500);
    assert.equal(await page.getByRole('toolbar').count(), 0);
    await page.getByRole('button', { name: 'Backend: wasm' }).click();
    assert.equal(await page.getByRole('button', { name: 'Select Backend…' }).count(), 0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'About Gradient flow' }).click();
    await page.getByText('‖g‖ = √Σ gᵢ²').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Open Glossary' }).count(), 0, 'a link that leads nowhere');
  });

  it('shows the source over the inspector on a narrow page, until it is closed', async () => {
    const page = await show(700);
    assert.equal(await page.locator('gl-source').isVisible(), false);
    await page.getByRole('button', { name: 'digits.js:34' }).click();
    assert.equal(await page.locator('gl-source').isVisible(), true);
    await page.getByRole('button', { name: 'Close Source' }).click();
    assert.equal(await page.locator('gl-source').isVisible(), false);
  });

  it('takes the system’s theme until another is chosen, and remembers that', async () => {
    const page = await show(900, 'light');
    const kind = () => page.evaluate(() => document.querySelector('gl-page')!.store.state.theme.kind);
    assert.equal(await kind(), 'light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction(() => document.querySelector('gl-page')!.store.state.theme.kind === 'dark');
    await page.getByRole('combobox', { name: 'Theme' }).click();
    await page.getByRole('option', { name: 'Light High Contrast' }).click();
    await page.waitForFunction(() => document.querySelector('gl-page')!.store.state.theme.kind === 'hc-light');
    await page.reload();
    await page.getByRole('heading', { name: 'Ended' }).waitFor();
    assert.equal(await kind(), 'hc-light');
  });

  it('shows the curvature that it holds, as of the step shown, without buttons that measure', async () => {
    const page = await show(1500);
    await page.getByRole('img', { name: /^Spectral density of the Hessian, 512 samples, step 400/ }).waitFor();
    await page.evaluate(() => document.querySelector('gl-page')!.store.seek(250));
    await page.getByRole('img', { name: /^Spectral density of the Hessian, 512 samples, step 240/ }).waitFor();
    assert.equal(await page.getByRole('button', { name: /Spectrum|Verify|Newton/ }).count(), 0);
  });

  it('says so where its data is damaged', async () => {
    const torn = join(folder, 'torn.html');
    writeFileSync(torn, (await madeUpPage(5)).replace(/id="gradlens-run">.{40}/, 'id="gradlens-run">'));
    open = await openFile(torn, { width: 900, height: 600 });
    await open.page.getByText('The run in this page cannot be read: the file is damaged. Export it again.').waitFor();
    assert.equal(open.faults.splice(0).length, 1);
  });
});
