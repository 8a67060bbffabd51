/** Finds a Chromium for the tests, or installs one with the system's package manager. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Flags without which a headless Chromium in a container does not start, or talks to hosts that tests must not need. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of a browser: CHROMIUM, else an installed one. */
export function findBrowser(): string | null {
  return [process.env['CHROMIUM'], ...PLACES].find((place) => place && existsSync(place)) ?? null;
}

/** The browser, installed by apt where that is possible; else the reason in one sentence. */
export function ensureBrowser(log: (line: string) => void): { path: string } | { why: string } {
  const found = findBrowser();
  if (found) return { path: found };
  if (process.platform !== 'linux' || !runs('apt-get', ['--version'])) {
    return { why: 'no Chromium was found; install one or set CHROMIUM to its path' };
  }
  if (process.getuid?.() !== 0) return { why: 'no Chromium was found; run: sudo apt-get install chromium' };
  log('installing Chromium with apt-get');
  const quiet = ['-y', '-qq', '--no-install-recommends'];
  if (!runs('apt-get', ['update', '-qq']) || !runs('apt-get', ['install', ...quiet, 'chromium', 'fonts-noto-core'])) {
    return { why: 'apt-get could not install Chromium' };
  }
  const path = findBrowser();
  return path ? { path } : { why: 'apt-get installed no Chromium that was found' };
}

function runs(command: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: 'ignore', env }).status === 0;
}
