/** Runs the collection and counts: found, right family, right place; and words about healthy programs. */
import { availableParallelism } from 'node:os';
import type { Report, ReportFinding } from '../../../src/protocol/report.js';
import { gradlens, runFolder } from '../cli/gradlens.js';
import type { CollectedProgram, Mistake } from './collection.js';

export interface Scored extends CollectedProgram {
  status: number | null;
  seconds: number;
  findings: ReportFinding[];
  found: boolean;
  family: boolean;
  place: boolean;
  /** Neither a report nor an end that was expected. */
  broken: string | null;
}

const READS_CURVATURE = /unstable|stability/;
const PARALLEL = Math.min(4, availableParallelism());

export async function score(programs: readonly CollectedProgram[]): Promise<Scored[]> {
  const waiting = [...programs.entries()];
  const scored: Scored[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) scored[next[0]] = await run(next[1]);
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return scored;
}

async function run(program: CollectedProgram): Promise<Scored> {
  const begun = Date.now();
  const { status, stdout, stderr } = await gradlens([
    ...['train', program.file, '--json', '--run', runFolder()],
    // One rule reads curvature, and its last measurements are waited for.
    ...(READS_CURVATURE.test(program.name) ? [] : ['--curvature-every', '0']),
    ...['--checkpoints', '0'],
  ]);
  let report: Report | null = null;
  try {
    report = JSON.parse(stdout) as Report;
  } catch {
    // No report: told below.
  }
  const findings = (report?.findings ?? []).filter(({ severity }) => severity !== 'info');
  const { mistake } = program;
  const right = mistake ? findings.filter(({ family }) => mistake.families.includes(family)) : [];
  return {
    ...program,
    ...{ status, seconds: (Date.now() - begun) / 1000, findings },
    found: findings.length > 0,
    family: right.length > 0,
    place: mistake !== null && right.some((finding) => isThere(finding, mistake)),
    broken: report === null ? stderr.slice(-500) : null,
  };
}

const isThere = ({ line, variable }: ReportFinding, mistake: Mistake) =>
  (line !== null && Math.abs(line - mistake.line) <= 2) || (variable !== null && variable === mistake.variable);

export function board(scored: readonly Scored[]): string[] {
  const wrong = scored.filter(({ mistake }) => mistake);
  const families = [...new Set(wrong.map(({ mistake }) => mistake!.families[0]!))].sort();
  const count = (list: readonly Scored[], key: 'found' | 'family' | 'place') => list.filter((item) => item[key]).length;
  const row = (name: string, list: readonly Scored[]) =>
    `${name.padEnd(22)} ${[list.length, count(list, 'found'), count(list, 'family'), count(list, 'place')].map((n) => String(n).padStart(7)).join(' ')}`;
  const talkedAbout = scored.filter(({ mistake, found }) => !mistake && found);
  return [
    `${'family'.padEnd(22)} ${['wrong', 'found', 'family', 'place'].map((word) => word.padStart(7)).join(' ')}`,
    ...families.map((family) =>
      row(
        family,
        wrong.filter(({ mistake }) => mistake!.families[0] === family),
      ),
    ),
    row('all', wrong),
    `healthy: ${scored.length - wrong.length}, with a false alarm: ${talkedAbout.length}`,
    ...talkedAbout.map(
      ({ name, findings }) => `  ${name}: ${findings.map(({ rule, message }) => `${rule} (${message})`).join('; ')}`,
    ),
    ...wrong
      .filter(({ place }) => !place)
      .map(
        ({ name, mistake, findings }) =>
          `  missed ${name}, line ${mistake!.line}: ${findings.map(({ family, line, variable }) => `${family}:${line}:${variable}`).join(', ') || 'nothing'}`,
      ),
  ];
}
