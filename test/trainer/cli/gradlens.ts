import { Ajv2020 } from 'ajv/dist/2020.js';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../../src/protocol/report.js';
import type { TuneResult } from '../../../src/protocol/tune.js';

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs Node to its end; `onOutput` sees what it has written so far, each time it writes. */
export function runNode(args: string[], onOutput?: (text: string, pid: number) => void): Promise<Ended> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      ended[name] += text;
      onOutput?.(ended.stdout + ended.stderr, child.pid!);
    });
  }
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, ...ended })));
}

/** The built command line. */
export const gradlens = (args: string[], onOutput?: (text: string, pid: number) => void) =>
  runNode(['dist/gradlens.mjs', ...args], onOutput);

/** A folder for a run, outside of the repository's own. */
export const runFolder = () => join(mkdtempSync(join(tmpdir(), 'gradlens-cli-')), 'run');

const schema = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('docs/schema.json', 'utf8')) as object,
);

/** The report on stdout, after it was found to be one line of JSON that fits docs/schema.json. */
export const reportOf = (ended: Ended) => objectOf(ended) as Report;

/** The same of `gradlens tune … --json`. */
export const tuneResultOf = (ended: Ended) => (objectOf(ended) as { tune: TuneResult }).tune;

function objectOf({ stdout, stderr }: Ended): unknown {
  assert.match(stdout, /^\{.*\}\n$/, `stdout is not one line of JSON: ${stdout}\n${stderr}`);
  const report = JSON.parse(stdout) as unknown;
  assert.ok(schema(report), JSON.stringify(schema.errors, null, 2));
  return report;
}

/** `gradlens train … --json` into a run of its own. */
export async function trainJson(args: string[], programArgs: string[] = []) {
  const ended = await gradlens(['train', ...args, '--run', runFolder(), '--json', '--', ...programArgs]);
  return { ...ended, report: reportOf(ended) };
}
