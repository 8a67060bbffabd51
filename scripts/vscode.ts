/**
 * `npm run vscode`: opens a real VS Code on examples/ with this checkout's extension: the user's own `code` where there
 * is one, else the web workbench on loopback. `npm run vscode -- --web` always takes the web workbench.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installWorkbench, WORKBENCH_HOME, whyNoWorkbench } from './workbench/install.js';
import { startServer } from './workbench/server.js';

const root = join(import.meta.dirname, '..');
const examples = join(root, 'examples');

const shell = process.platform === 'win32';
const hasCode = spawnSync('code', ['--version'], { stdio: 'ignore', shell }).status === 0;
if (hasCode && !process.argv.includes('--web')) {
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, examples];
  spawn('code', args, { stdio: 'inherit', shell }).once('close', (code) => (process.exitCode = code ?? 1));
} else {
  const reason = whyNoWorkbench();
  if (reason) {
    console.error(`There is no \`code\` on the path, and ${reason}. Install VS Code and run this again.`);
    process.exitCode = 1;
  } else {
    installWorkbench(console.log);
    const server = await startServer({ folder: examples, extension: root, home: join(WORKBENCH_HOME, 'home') });
    console.log(`VS Code runs here until you press Ctrl+C; open it in a browser:\n\n  ${server.url}\n`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void server.close().then(() => process.exit(0)));
    }
  }
}
