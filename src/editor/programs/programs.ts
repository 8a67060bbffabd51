/** Which programs reach a training call: this file, the package's main and scripts, and files that import this one. */
import { dirname, join } from 'node:path';
import { bindingsOf } from '../../source/bindings.js';
import { reaches } from '../../source/reach.js';
import { parseSource } from '../../source/syntax.js';
import type { Files } from '../../source/files.js';
import { importedFiles } from '../../source/modules.js';
import { parsePackage, scriptTargets } from './scripts.js';

export interface Program {
  /** The file that Node runs. */
  file: string;
  script: string | null;
  /** The script's own words. */
  command: string | null;
  why: 'reaches' | 'main' | 'script' | 'imports';
}

export interface Wanted {
  file: string;
  text: string;
  /** Position of the training call in the text; null: the file as a whole; elsewhere: what trains is in another file. */
  position: number | null | 'elsewhere';
  /** The workspace folder: nothing outside of it is looked at. */
  root: string;
}

/** Best first; empty where nothing runs this file. */
export async function findPrograms(wanted: Wanted, files: Files): Promise<Program[]> {
  const { file } = wanted;
  const self = runsItself(wanted);
  const scripts = await scriptsThatRun(wanted, files);
  const programs: Program[] = self ? [{ file, script: null, command: null, why: 'reaches' }] : [];
  if (self) return [...programs, ...scripts.filter((program) => program.file === file && program.command !== null)];
  const found = [...(await mainThatRuns(wanted, files)), ...scripts, ...(await importersOf(wanted, files))];
  for (const program of found) {
    const known = programs.some((other) => other.file === program.file && other.script === program.script);
    if (!known) programs.push(program);
  }
  return programs;
}

function runsItself({ file, text, position }: Wanted): boolean {
  if (position === null || position === 'elsewhere') return position === null;
  const source = parseSource(text, file);
  return reaches({ source, bindings: bindingsOf(source) }, source.tree.resolveInner(position, 1));
}

/** The nearest package.json at or above the file, inside the workspace. */
export async function packageOf(file: string, root: string, files: Files) {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const text = await files.read(join(folder, 'package.json'));
    const parsed = text === null ? null : parsePackage(text);
    if (parsed) return { folder, ...parsed };
    if (folder === root || folder === dirname(folder)) return null;
  }
}

async function mainThatRuns({ file, root }: Wanted, files: Files): Promise<Program[]> {
  const owner = await packageOf(file, root, files);
  if (!owner?.main) return [];
  for (const target of scriptTargets(owner.folder, owner.main)) {
    if (await leadsTo(target, file, files)) return [{ file: target, script: null, command: null, why: 'main' }];
  }
  return [];
}

async function scriptsThatRun({ file, root }: Wanted, files: Files): Promise<Program[]> {
  const owner = await packageOf(file, root, files);
  const programs: Program[] = [];
  for (const { name, command, files: words, plain } of owner?.scripts ?? []) {
    for (const target of words.flatMap((word) => scriptTargets(owner!.folder, word))) {
      if (!(await leadsTo(target, file, files))) continue;
      // `node FILE` is what running the file does: no reason to go through npm.
      const own = plain ? { script: null, command: null } : { script: name, command };
      programs.push({ file: target, ...own, why: 'script' });
      break;
    }
  }
  return programs;
}

/** Whether running `from` loads `to`. */
async function leadsTo(from: string, to: string, files: Files): Promise<boolean> {
  const seen = new Set([from]);
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const text = await files.read(next);
    if (text === null) continue;
    if (next === to) return true;
    for (const path of await importedFiles(next, text, files)) {
      if (!seen.has(path)) open.push(path);
      seen.add(path);
    }
  }
  return false;
}

const NO_PROGRAM = /(\.|-|_)(test|spec)\.\w+$|\.config\.\w+$|[/\\](tests?|__tests__)[/\\]/;

/** Files that import this one, up to those that no other file imports. */
async function importersOf({ file, root }: Wanted, files: Files): Promise<Program[]> {
  const importers = new Map<string, string[]>();
  const all = await files.list((await packageOf(file, root, files))?.folder ?? root);
  for (const path of all) {
    const text = await files.read(path);
    if (text === null || !/import|require|export/.test(text)) continue;
    for (const imported of await importedFiles(path, text, files)) {
      importers.set(imported, [...(importers.get(imported) ?? []), path]);
    }
  }
  const tops: string[] = [];
  const seen = new Set([file]);
  const open = [file];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const above = (importers.get(next) ?? []).filter((path) => !NO_PROGRAM.test(path));
    if (above.length === 0 && next !== file) tops.push(next);
    for (const path of above) {
      if (!seen.has(path)) open.push(path);
      seen.add(path);
    }
  }
  return tops.map((path) => ({ file: path, script: null, command: null, why: 'imports' }));
}
