/** Finds a Chromium for the tests, or installs one with the system's package manager. */
import { existsSync } from 'node:fs';
import { installSystemPackages } from '../systemPackages.js';

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
  const why = installSystemPackages(['chromium', 'fonts-noto-core'], log);
  if (why) return { why: `no Chromium was found; ${why}, or set CHROMIUM to the path of a browser` };
  const path = findBrowser();
  return path ? { path } : { why: 'apt-get installed no Chromium that was found; set CHROMIUM to its path' };
}
