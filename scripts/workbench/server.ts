/** Starts the VS Code server of `.vscode-test/` on loopback, with folders of its own that it leaves nowhere else. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORKBENCH_NODE, WORKBENCH_SERVER } from './install.js';
import { claimLateWebviews } from './webviewWorker.js';

/** A workbench without welcome pages, downloads, telemetry and AI. */
const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'js/ts.tsserver.automaticTypeAcquisition.enabled': false,
  'js/ts.tsserver.useSyntaxServer': 'never',
  'npm.autoDetect': 'off',
  'task.autoDetect': 'off',
};

export interface ServerOptions {
  /** Workspace folder. */
  folder: string;
  /** Extension under development; else the installed ones of `extensionsDirectory`. */
  extension?: string;
  extensionsDirectory?: string;
  /** Module that the extension host runs as tests, then exits. */
  tests?: string;
  openFile?: string;
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  /** With workspace trust, a new folder is untrusted until the user says otherwise. */
  trust?: boolean;
  /** Keeps settings and state between starts; else a temporary folder, removed by `close`. */
  home?: string;
}

export interface WorkbenchServer {
  url: string;
  log: string;
  process: ChildProcess;
  close(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<WorkbenchServer> {
  claimLateWebviews();
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'gradlens-workbench-'));
  const data = join(home, 'data');
  mkdirSync(join(data, 'data/User'), { recursive: true });
  const settings = {
    ...QUIET_SETTINGS,
    'security.workspace.trust.enabled': options.trust ?? false,
    ...options.settings,
  };
  writeFileSync(join(data, 'data/User/settings.json'), JSON.stringify(settings, null, 1));
  const log = join(home, 'server.log');
  const output = openSync(log, 'w');
  const port = await freePort();
  const server = spawn(WORKBENCH_NODE, [WORKBENCH_SERVER, ...serverArguments(options, port, data)], {
    stdio: ['ignore', output, output],
    detached: true,
    env: {
      ...process.env,
      HOME: home,
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_CONFIG_HOME: join(home, '.config'),
      EXTENSIONS_GALLERY: '{"serviceUrl":""}',
      ...options.env,
    },
  });
  const kill = () => killGroup(server);
  process.once('exit', kill);
  const close = async () => {
    kill();
    await new Promise<void>((resolve) => {
      if (server.exitCode !== null || server.signalCode !== null) resolve();
      else server.once('exit', () => resolve());
    });
    process.removeListener('exit', kill);
    if (!options.home) rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    await answers(`http://127.0.0.1:${port}/version`, server);
  } catch (error) {
    const tail = readFileSync(log, 'utf8').slice(-2000);
    await close();
    throw new Error(`the VS Code server did not start: ${tail}`, { cause: error });
  }
  return { url: workbenchUrl(port, options), log, process: server, close };
}

function serverArguments(options: ServerOptions, port: number, data: string): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
    ...['--server-data-dir', data, '--telemetry-level', 'off', '--disable-telemetry', '--disable-experiments'],
    ...['--disable-getting-started-override', ...(options.trust ? [] : ['--disable-workspace-trust'])],
    // Makes a built workbench obey extensionDevelopmentPath and extensionTestsPath (it also hides notification toasts).
    ...(options.extension || options.tests ? ['--enable-smoke-test-driver'] : []),
    ...(options.extensionsDirectory ? ['--extensions-dir', options.extensionsDirectory] : []),
  ];
}

function workbenchUrl(port: number, { folder, extension, tests, openFile }: ServerOptions): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(extension ? [['extensionDevelopmentPath', remote(extension)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...(openFile ? [['openFile', remote(openFile)]] : []),
  ];
  return `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** The server has children (extension hosts, trainers): the whole group goes. */
function killGroup(server: ChildProcess): void {
  try {
    if (server.pid) process.kill(-server.pid, 'SIGTERM');
  } catch {
    // It has ended already.
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (server.exitCode === null && Date.now() < deadline) {
    const status = await new Promise<number | undefined>((resolve) => {
      get(url, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', () => resolve(undefined));
    });
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no answer (exit code ${String(server.exitCode)})`);
}
