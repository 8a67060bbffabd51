/** What a person sees where there is nothing to see, or where something is broken; a picture of each is kept. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { INDEX_FILE } from '../../../src/runs/indexFile.js';
import { MAIN_FILE } from '../../../src/runs/recordFiles.js';
import { inspectorIn } from '../support/inspectors.js';
import { keepPicture, openInstalled } from '../support/installed.js';
import { runDirectories } from '../support/recorded.js';

describe('the states of a window', function () {
  this.timeout(240_000);
  let workbench: Awaited<ReturnType<typeof openInstalled>>;
  let page: Page;
  let view: Frame;
  const program = 'nested/inner/throwing.js';
  const runs = () => runDirectories(join(workbench.folder, 'nested/inner'));
  const row = (text: string): Locator => page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
  const toast = (text: string): Locator => page.locator('.notification-toast', { hasText: text }).first();

  before(async () => {
    workbench = await openInstalled('test/host/workspace', {
      openFile: program,
      context: { viewport: { width: 1600, height: 1000 } },
    });
    page = workbench.page;
    await page.locator('.activitybar [aria-label^="Gradlens"]').first().click({ timeout: 90_000 });
    view = await inspectorIn(page, 'view');
  });
  after(async () => {
    await keepPicture(workbench, 'states-last');
    await workbench.close();
  });

  it('empty: both views say so, and offer an example', async () => {
    await view.getByRole('button', { name: 'Open Example' }).first().waitFor();
    await page.locator('.welcome-view-content').getByText('Open an Example').first().waitFor();
    await keepPicture(workbench, 'state-empty');
  });

  it('failed: the error, its line, and all that was recorded', async () => {
    await page.locator('.codelens-decoration a', { hasText: 'Train here' }).first().click({ timeout: 90_000 });
    await toast('The program threw').waitFor({ timeout: 90_000 });
    await view.getByText('Ended with an error', { exact: true }).first().waitFor();
    await view
      .getByText(/The program threw at .*throwing\.js:9: Error: it broke/)
      .first()
      .waitFor();
    await view.getByText('everything up to step 8 is recorded').first().waitFor();
    await row('throwing.js').waitFor();
    await keepPicture(workbench, 'state-failed');
  });

  it('damaged records: what is whole is shown, and where it ends', async () => {
    const [directory] = runs();
    tearRecords(directory!);
    await page.reload();
    await row('throwing.js').click({ timeout: 90_000 });
    view = await inspectorIn(page, 'view');
    await view
      .getByText(/The run is damaged: it is whole up to step \d/)
      .first()
      .waitFor();
    await keepPicture(workbench, 'state-damaged');
  });

  it('damaged run.json: the tree says so, and a click says what to do', async () => {
    writeFileSync(join(runs()[0]!, 'run.json'), '{');
    await row('damaged').click({ timeout: 60_000 });
    await toast('cannot be read: delete the run or restore the file').waitFor();
    await keepPicture(workbench, 'state-run-damaged');
  });
});

/** Spoils a byte in the middle of the steps, and what was derived from them. */
function tearRecords(directory: string): void {
  rmSync(join(directory, INDEX_FILE), { force: true });
  const file = join(directory, MAIN_FILE);
  const bytes = readFileSync(file);
  const middle = bytes.length >> 1;
  bytes[middle] = bytes[middle]! ^ 0xff;
  writeFileSync(file, bytes);
}
