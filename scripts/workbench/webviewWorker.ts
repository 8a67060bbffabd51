/**
 * Webviews of the web workbench share one origin here, and one service worker, for which each webview's frame waits
 * (`await workerReady` in `pre/index.html`). On the first load of an origin a frame whose navigation began before the
 * worker was active, and ended after its only `clients.claim()`, is never controlled: that webview stays blank for ever
 * (docs/workbench.md). So the worker of `.vscode-test/` claims for a while longer.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORKBENCH_HOME } from './install.js';

const WORKER = join(WORKBENCH_HOME, 'vscode/out/vs/workbench/contrib/webview/browser/pre/service-worker.js');

const CLAIM_LONGER = `
self.addEventListener('activate', () => {
  const timer = setInterval(() => void self.clients.claim(), 100);
  setTimeout(() => clearInterval(timer), 20000);
});
`;

/** Does nothing where it is done already. */
export function claimLateWebviews(): void {
  const worker = readFileSync(WORKER, 'utf8');
  if (worker.endsWith(CLAIM_LONGER)) return;
  // Replaced as a whole: another server may be reading it.
  const whole = `${WORKER}.${process.pid}`;
  writeFileSync(whole, worker + CLAIM_LONGER);
  renameSync(whole, WORKER);
}
