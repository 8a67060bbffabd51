/**
 * `npm test`: builds, then runs the four kinds of test one after another and ends with a line of counts.
 * `npm test -- unit host` runs only those. What cannot run on this machine is named in one line, with the reason.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBrowser } from './workbench/browser.js';
import { installWorkbench, whyNoWorkbench } from './workbench/install.js';

interface Kind {
  command: string[];
  needsWorkbench: boolean;
}

const mocha = (kind: string) => ['node_modules/mocha/bin/mocha.js', '--config', `.mocharc.${kind}.json`];
const KINDS: Record<string, Kind> = {
  unit: { command: mocha('unit'), needsWorkbench: false },
  trainer: { command: mocha('trainer'), needsWorkbench: false },
  host: { command: ['--import', 'tsx', 'scripts/testHost.ts'], needsWorkbench: true },
  e2e: { command: mocha('e2e'), needsWorkbench: true },
};
const root = join(import.meta.dirname, '..');

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

async function main(): Promise<number> {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !(name in KINDS));
  if (unknown) {
    console.error(`no kind of test is called "${unknown}"; there are: ${Object.keys(KINDS).join(', ')}`);
    return 2;
  }
  const kinds = Object.entries(KINDS).filter(([name]) => asked.length === 0 || asked.includes(name));
  if ((await runNode(['scripts/build.mjs'])).code !== 0) return 1;
  const why = kinds.some(([, kind]) => kind.needsWorkbench) ? prepareWorkbench() : null;
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const notes: string[] = [];
  for (const [name, kind] of kinds) {
    if (kind.needsWorkbench && why) {
      total.skipped++;
      notes.push(`test/${name} did not run: ${why}`);
      continue;
    }
    console.log(`\n== test/${name}`);
    const { code, output } = await runNode(kind.command);
    const counts = readCounts(output);
    // A runner that dies before its summary, or finds nothing to run, has failed.
    if (counts.passed + counts.failed === 0 || (code !== 0 && counts.failed === 0)) {
      counts.failed++;
      notes.push(`test/${name} ended with exit code ${String(code)} and ran ${counts.passed} tests`);
    }
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  for (const note of notes) console.log(note);
  console.log(
    `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
  );
  return total.failed > 0 ? 1 : 0;
}

function prepareWorkbench(): string | null {
  const reason = whyNoWorkbench();
  if (reason) return reason;
  const browser = ensureBrowser(console.log);
  if ('why' in browser) return browser.why;
  installWorkbench(console.log);
  return null;
}

function readCounts(output: string): Counts {
  const last = (word: string) => Number([...output.matchAll(new RegExp(`^ *(\\d+) ${word}`, 'gm'))].at(-1)?.[1] ?? 0);
  return { passed: last('passing'), failed: last('failing'), skipped: last('pending') };
}

/** Runs Node with its output shown and kept. */
function runNode(args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      process.stdout.write(chunk);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

process.exitCode = await main();
