/** Positions in the source as its author wrote it, and the text there. */
import { existsSync, readFileSync } from 'node:fs';
import { findSourceMap } from 'node:module';
import { namedSourceMap } from '../source/namedSourceMap.js';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Position {
  file: string;
  line: number;
  column: number;
}

/**
 * Follows the source map that Node, or the tool that compiled the program (ts-node, babel-node), holds for a file; else the one that
 * the file names.
 */
export function originalPosition(position: Position, frame: NodeJS.CallSite): Position {
  const map = findSourceMap(position.file) ?? namedSourceMap(position.file);
  if (map) {
    const entry = map.findEntry(position.line - 1, position.column - 1);
    if ('originalLine' in entry) {
      const file = sourcePath(entry.originalSource, position.file);
      // A map whose source is not here tells a line that nobody can look at.
      if (existsSync(file)) return { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
    }
  }
  return preparedPosition(frame) ?? position;
}

/** What the program's own Error.prepareStackTrace (source-map-support) prints for the frame, if it maps it. */
function preparedPosition(frame: NodeJS.CallSite): Position | null {
  const prepare = Error.prepareStackTrace;
  if (!prepare) return null;
  try {
    const printed = String(prepare(new Error('position'), [frame]));
    const [, file, line, column] = /\(?((?:file:\/\/)?[^()\n]+):(\d+):(\d+)\)?\s*$/.exec(printed) ?? [];
    if (!file || !line || !column) return null;
    const name = file.replace(/^.*\bat (?:async )?/, '');
    const path = sourcePath(name, name);
    return existsSync(path) ? { file: path, line: Number(line), column: Number(column) } : null;
  } catch {
    return null;
  }
}

function sourcePath(source: string, compiled: string): string {
  return source.startsWith('file:') ? fileURLToPath(source) : resolve(dirname(compiled), source);
}

/** The source from a position on: at most ten lines, empty where the file cannot be read. */
export function textAt(position: Position): string {
  try {
    const lines = readFileSync(position.file, 'utf8')
      .split(/\r?\n/)
      .slice(position.line - 1, position.line + 9);
    return lines.join('\n').slice(position.column - 1);
  } catch {
    return '';
  }
}

/**
 * Names of the arguments of the call that `text` starts with, `g([w, b])` or `g(w)`, where there are `count` of them and
 * each is a name; else x0, x1, …
 */
export function argumentNames(text: string, count: number): string[] {
  // The function called, with the call that made it (`tf.grads(f)([w, b])`), then names in parentheses.
  const called = /^[\w$]+(?:\s*\.\s*[\w$]+)*\s*(?:\([^()]*\)\s*)?/;
  const listed = /\(\s*\[?\s*([\w$]+(?:\s*,\s*[\w$]+)*)\s*,?\s*\]?\s*\)/;
  const written = new RegExp(called.source + listed.source).exec(text.slice(0, 400))?.[1];
  const names = written?.split(/\s*,\s*/) ?? [];
  const usable =
    names.length === count && new Set(names).size === count && names.every((name) => /^[A-Za-z_$]/.test(name));
  return usable ? names : Array.from({ length: count }, (_, i) => `x${i}`);
}
