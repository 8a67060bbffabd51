/** The packaged extension, installed as a user installs it, once for all end-to-end tests of a process. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension, VSIX } from '../../../scripts/package.js';
import { WORKBENCH_NODE, WORKBENCH_SERVER } from '../../../scripts/workbench/install.js';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../../../scripts/workbench/page.js';

const root = join(import.meta.dirname, '../../..');
let extensions: string | null = null;

function installedExtensions(): string {
  if (extensions) return extensions;
  packageExtension();
  const home = mkdtempSync(join(tmpdir(), 'gradlens-installed-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  extensions = join(home, 'extensions');
  const place = ['--server-data-dir', join(home, 'data'), '--extensions-dir', extensions];
  const install = ['--accept-server-license-terms', '--install-extension', VSIX, '--force'];
  execFileSync(WORKBENCH_NODE, [WORKBENCH_SERVER, ...place, ...install], { stdio: 'ignore' });
  return extensions;
}

/** A workbench with the packaged extension on a copy of a folder of this repository. */
export async function openInstalled(
  folder: string,
  options: Partial<WorkbenchOptions> = {},
): Promise<Workbench & { folder: string }> {
  const copy = join(mkdtempSync(join(tmpdir(), 'gradlens-e2e-')), 'workspace');
  cpSync(join(root, folder), copy, { recursive: true, filter: (path) => !/[\\/]\.gradlens$/.test(path) });
  const { openFile, ...rest } = options;
  const workbench = await openWorkbench({
    folder: copy,
    extensionsDirectory: installedExtensions(),
    ...(openFile ? { openFile: join(copy, openFile) } : {}),
    ...rest,
  });
  const close = async () => {
    await workbench.close();
    rmSync(join(copy, '..'), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  return { ...workbench, folder: copy, close };
}

/** Keeps a picture in test-results/, named after what it shows. */
export async function keepPicture(workbench: Workbench, name: string): Promise<void> {
  await workbench.page.screenshot({ path: join(root, 'test-results', `${name}.png`) });
}
