/** Runs axe-core on a page of the harness, through all shadow roots. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules that do not fit, with the reason. */
const NOT_OURS: Record<string, string> = {
  // A webview is a part of the editor's window, which has the landmarks; `region` and its like are for whole pages.
  region: 'a webview is a part of a page',
};

/** The toolkit's button has no role of its own: it hands its states on to the native button inside. */
const handedOn = (rule: string, html: string) => rule === 'aria-allowed-attr' && html.startsWith('<vscode-button');

/** What axe finds, one line for each element: rule, element, why. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const options: RunOptions = {
    preload: false,
    resultTypes: ['violations'],
    rules: Object.fromEntries(Object.keys(NOT_OURS).map((rule) => [rule, { enabled: false }])),
  };
  const found = await page.evaluate(
    (given) => (window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(given),
    options,
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html }) => !handedOn(id, html))
      .map(({ target, failureSummary, html }) => {
        const why = (failureSummary ?? '').split('\n').slice(1, 2).join('').trim();
        return `${id}: ${target.flat().join(' ')} ${html.slice(0, 100)} (${why})`;
      }),
  );
}
