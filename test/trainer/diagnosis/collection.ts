/** The collection of test/programs: wrong programs, their healthy twins, and healthy ones that look unusual. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/runProgram.js';

export interface CollectedProgram {
  name: string;
  file: string;
  /** Null: nothing is wrong with it. */
  mistake: Mistake | null;
}

export interface Mistake {
  families: string[];
  line: number;
  variable: string | null;
}

const folder = join(root, 'test', 'programs');
const MARK = /^(\s*)(.*?)\s*\/\/! ?(?:([a-z,-]+)(?:\(([^)]*)\))? )?=> ?(.*)$/;
const ONLY_HEALTHY = /^(.*?)\s*\/\/\+(.*)$/;

export function collection(): CollectedProgram[] {
  const programs = readdirSync(join(folder, 'mistakes')).filter((name) => name.endsWith('.mjs'));
  const healthy = readdirSync(join(folder, 'healthy')).filter((name) => name.endsWith('.mjs'));
  return [
    ...programs.sort().flatMap((name) => twins(name)),
    ...healthy
      .sort()
      .map((name) => ({ name: name.replace('.mjs', ''), file: join(folder, 'healthy', name), mistake: null })),
  ];
}

/** Writes both variants of a marked program, without its marks. */
function twins(name: string): CollectedProgram[] {
  const lines = readFileSync(join(folder, 'mistakes', name), 'utf8').split('\n');
  const marks = lines.map((line) => MARK.exec(line));
  const wrong = lines.map((line, i) => {
    const mark = marks[i];
    return mark ? mark[1]! + mark[2]! : (ONLY_HEALTHY.exec(line)?.[1] ?? line);
  });
  const healthy = lines.map((line, i) => {
    const [mark, only] = [marks[i], ONLY_HEALTHY.exec(line)];
    if (mark) return mark[1]! + mark[5]!;
    return only ? `${only[1]!} ${only[2]!}` : line;
  });
  const at = marks.findIndex((mark) => mark?.[3] !== undefined);
  if (at < 0) throw new Error(`${name} marks no mistake`);
  const mistake = { families: marks[at]![3]!.split(','), line: at + 1, variable: marks[at]![4] ?? null };
  const write = (kind: string, text: string[]) => {
    mkdirSync(join(folder, `.${kind}`), { recursive: true });
    const file = join(folder, `.${kind}`, name);
    writeFileSync(file, text.join('\n'));
    return file;
  };
  const plainName = name.replace('.mjs', '');
  return [
    { name: plainName, file: write('wrong', wrong), mistake },
    { name: `${plainName} (mended)`, file: write('healthy', healthy), mistake: null },
  ];
}
