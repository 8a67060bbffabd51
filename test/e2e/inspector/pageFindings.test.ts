import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeBrowser, openFile } from './harness.js';
import { madeUpFindings } from './madeUpFindings.js';
import { madeUpPage } from './madeUpPage.js';

describe('findings in the HTML inspector', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-page-'));
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await closeBrowser();
  });

  it('stand on their lines of the source, the worst of a line, and without a link to pages that it has not', async () => {
    const path = join(folder, 'run.html');
    writeFileSync(path, await madeUpPage(400, (run) => void (run.findings = madeUpFindings())));
    const { page, faults, close } = await openFile(path, { width: 1500, height: 900 });
    const line = page.locator('li[data-line="34"]');
    await line.getByRole('img', { name: /^Finding: The loss rose/ }).waitFor();
    assert.match((await line.textContent())!, /The loss rose from 0\.527 to 14\.6/);
    // What follows from another stands under it alone.
    assert.equal(await page.locator('li[data-line="15"]').getByRole('img').count(), 0);
    await page.locator('gl-findings').getByRole('button', { name: 'digits.js:26' }).click();
    await page.locator('li.current[data-line="26"]').waitFor();
    assert.equal(await page.getByRole('button', { name: 'penalty-dominates' }).count(), 0);
    assert.deepEqual(faults, []);
    await close();
  });
});
