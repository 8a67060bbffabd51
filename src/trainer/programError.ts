/** Reads what the program threw: which of our errors it is, and where in the user's own files. */
import { inspect } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { ProgramError } from '../protocol/run.js';
import { browserProgram, moduleMissing, programThrew, syntaxError, unhandledRejection } from './errors.js';

/** Globals that pages have and Node has not (or not on every version). */
const PAGE_GLOBALS = [
  'document',
  'window',
  'tf',
  'tfvis',
  'HTMLElement',
  'Image',
  'localStorage',
  'alert',
  'requestAnimationFrame',
];

export function readProgramError(
  thrown: unknown,
  origin: NodeJS.UncaughtExceptionOrigin,
  isUserFile: (file: string) => boolean,
): ProgramError {
  const stack = thrown instanceof Error ? (thrown.stack ?? String(thrown)) : inspect(thrown);
  const summary = thrown instanceof Error ? `${thrown.name}: ${firstLine(thrown.message)}` : inspect(thrown);
  const place = placeOf(stack, isUserFile);
  const missing = thrown instanceof ReferenceError ? /^(\w+) is not defined/.exec(thrown.message)?.[1] : undefined;
  if (missing && PAGE_GLOBALS.includes(missing)) return browserProgram(missing, stack, place);
  if (thrown instanceof SyntaxError) return syntaxError(summary, stack, place);
  const specifier = missingModule(thrown);
  if (specifier) return moduleMissing(specifier, stack, place);
  const rejected = origin === 'unhandledRejection' && !fromTopLevel(stack);
  return (rejected ? unhandledRejection : programThrew)(summary, stack, place);
}

/** Node's module loader is asynchronous: what a module throws while it is loaded arrives as a rejection, too. */
function fromTopLevel(stack: string): boolean {
  return /^ +at (async )?(file:|.*\(?node:internal\/modules\/)/m.test(stack) || process.mainModule?.loaded === false;
}

/** The first place of a stack that is the user's; also the `file:line` above the source line of a syntax error. */
export function placeOf(
  stack: string,
  isUserFile: (file: string) => boolean,
): { file: string | null; line: number | null } {
  for (const text of stack.split('\n')) {
    const found = /(?:^|\(|at |async )((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^()]*?):(\d+)(?::\d+)?\)?$/.exec(
      text.trim(),
    );
    if (!found) continue;
    const file = found[1]!.startsWith('file:') ? fileURLToPath(found[1]!) : found[1]!;
    if (isUserFile(file)) return { file, line: Number(found[2]) };
  }
  return { file: null, line: null };
}

function missingModule(thrown: unknown): string | null {
  const code = (thrown as { code?: unknown } | null)?.code;
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return null;
  return /(?:module|package) '([^']+)'/.exec((thrown as Error).message)?.[1] ?? null;
}

const firstLine = (text: string) => text.split('\n', 1)[0]!;
