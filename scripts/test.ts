/**
 * `npm test`: builds, then runs the four kinds of test one after another and ends with a line of counts.
 * `npm test -- unit host` runs only those. What cannot run on this machine is named in one line, with the reason.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { counted, countsLine, notesOf, REPORTER, type Counts } from './testCounts.js';
import { ensureBrowser } from './workbench/browser.js';
import { installWorkbench, whyNoWorkbench } from './workbench/install.js';

interface Kind {
  command: string[];
  needsWorkbench: boolean;
}

const mocha = (kind: string) => ['node_modules/mocha/bin/mocha.js', '--config', `.mocharc.${kind}.json`, ...REPORTER];
const KINDS: Record<string, Kind> = {
  unit: { command: mocha('unit'), needsWorkbench: false },
  trainer: { command: mocha('trainer'), needsWorkbench: false },
  host: { command: ['--import', 'tsx', 'scripts/testHost.ts'], needsWorkbench: true },
  e2e: { command: mocha('e2e'), needsWorkbench: true },
};
const root = join(import.meta.dirname, '..');

async function main(): Promise<number> {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !(name in KINDS));
  if (unknown) {
    console.error(`no kind of test is called "${unknown}"; there are: ${Object.keys(KINDS).join(', ')}`);
    return 2;
  }
  const kinds = Object.entries(KINDS).filter(([name]) => asked.length === 0 || asked.includes(name));
  if ((await runNode(['scripts/build.mjs'], process.env)) !== 0) return 1;
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
    const counts = await counted((env) => runNode(kind.command, env));
    notes.push(...notesOf(`test/${name}`, counts));
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  for (const note of notes) console.log(note);
  console.log(countsLine(total));
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

function runNode(args: string[], env: NodeJS.ProcessEnv): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('close', resolve);
  });
}

process.exitCode = await main();
