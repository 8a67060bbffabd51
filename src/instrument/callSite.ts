/** Where in the user's source a hook was reached. */
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPosition, textAt } from './sourceText.js';

export interface CallSite {
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** Name of the function that the user called there. */
  callee: string;
  /** The source text from the call on, as far as it can be read; for names of arguments. */
  text: string;
}

/** Functions of TensorFlow.js between the user's call and the engine: skipped in a bundle, where files do not tell. */
const INNER = new Set(
  [
    'gradients',
    'variableGrads',
    'variableGrads_',
    'computeGradients',
    'minimize',
    'tidy',
    'scopedRun',
    'makeVariable',
  ].concat(['variable', 'fit', 'fitDataset', 'trainOnBatch', 'evaluate', 'assign', 'applyGradients', 'addWeight']),
);
/** Frames searched for the user's own: a few at first, which is most often enough and takes half the time. */
const DEPTHS = [12, 64] as const;

type Hook = (...args: never[]) => unknown;
interface Found {
  site: CallSite;
  frame: NodeJS.CallSite;
}

export interface CallSiteReader {
  /**
   * For a hook that only TensorFlow.js calls. `passed` is told the names of the functions between, innermost first.
   */
  (innermost: Hook, passed?: (functionName: string) => void): CallSite | null;
  /**
   * The frame around the hook of a method that users call, to be taken in that hook itself: one frame, with few to pass, costs
   * a fraction of what all of them do.
   */
  around(outer: Hook): NodeJS.CallSite | null;
  /** As the first, inside of that method: where the frame around it has turned out to be the user's, it is enough. */
  inside(around: NodeJS.CallSite | null, innermost: Hook): CallSite | null;
  /** For a hook on a method that the user calls. */
  direct(innermost: Hook, callee: string): CallSite | null;
  /** The user's frames inside of the function named `boundary`: the nearest and the outermost; null where there is none. */
  within(boundary: string): { nearest: CallSite; outermost: CallSite } | null;
}

/**
 * A reader of the user's innermost frame above `innermost`, a hook that TensorFlow.js called. The stack is captured as
 * structures, not as text, and a position is resolved once: 10 to 20 µs a call.
 */
export function callSiteReader(isUserFile: (file: string) => boolean): CallSiteReader {
  const known = new Map<string, CallSite | null>();
  /** Frames that it took the last time, by hook: a stack costs by its frames. */
  const enough = new WeakMap<Hook, number>();
  /** What the frame around an outer hook leads to; null: not to itself, so that all frames are to be read. */
  const leadsTo = new Map<string, CallSite | null>();
  /** Files by the names that frames give them; null where the file is not the user's. */
  const files = new Map<string, string | null>();

  function userFile(name: string): string | null {
    let file = files.get(name);
    if (file === undefined) {
      file = pathOf(name);
      // Code that `eval` ran under a name of its own (sourceURL) is in no file: what called it is.
      if (!isAbsolute(file) || !isUserFile(file)) file = null;
      files.set(name, file);
    }
    return file;
  }

  function resolve(frame: NodeJS.CallSite, callee: string): CallSite | null {
    const name = frame.getFileName();
    // A package's own source map may lead out of its folder: the file that runs decides first.
    const file = name ? userFile(name) : null;
    if (file === null) return null;
    const line = frame.getLineNumber();
    const column = frame.getColumnNumber();
    if (line === null || column === null) return null;
    const key = `${name}:${line}:${column}:${callee}`;
    let site = known.get(key);
    if (site === undefined) {
      const position = originalPosition({ file, line, column }, frame);
      site = null;
      if (position && isUserFile(position.file)) {
        const text = textAt(position);
        site = { ...position, callee: calleeOf(callee, text), text };
      }
      known.set(key, site);
    }
    return site;
  }

  /** What `search` finds in as many frames as it took the last time, else in the nearest, else in all. */
  function nearest(innermost: Hook, search: (frames: NodeJS.CallSite[]) => Found | null): CallSite | null {
    const last = enough.get(innermost);
    for (const depth of last === undefined ? DEPTHS : [last, ...DEPTHS]) {
      const frames = stackAbove(innermost, depth);
      const found = search(frames);
      if (found && depth !== last) enough.set(innermost, frames.indexOf(found.frame) + 1);
      if (found) return found.site;
      if (frames.length < depth) return null;
    }
    return null;
  }

  function indirect(frames: NodeJS.CallSite[], passed?: (name: string) => void): Found | null {
    const first = frames[0];
    if (!first) return null;
    // TensorFlow.js inside the user's file: it is bundled, and its functions are told by name.
    const bundle = resolve(first, '') ? first.getFileName() : null;
    let callee = '';
    for (const frame of frames) {
      const called = functionName(frame);
      const inner = frame.getFileName() === bundle && (frame === first || INNER.has(called));
      const site = inner ? null : resolve(frame, callee);
      if (site) return { site, frame };
      passed?.(called);
      callee = called;
    }
    return null;
  }

  function direct(frames: NodeJS.CallSite[], callee: string): Found | null {
    for (const frame of frames) {
      // Sequential hands its calls on to the model inside it.
      const site = frame.getTypeName() === 'Sequential' ? null : resolve(frame, callee);
      if (site) return { site, frame };
    }
    return null;
  }

  function inside(frame: NodeJS.CallSite | null, innermost: Hook): CallSite | null {
    if (!frame) return read(innermost);
    const key = `${frame.getFileName()}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
    const known = leadsTo.get(key);
    if (known) return known;
    const site = read(innermost);
    if (known === undefined) leadsTo.set(key, site && site === resolve(frame, site.callee) ? site : null);
    return site;
  }

  function within(boundary: string) {
    let nearest: CallSite | null = null;
    let outermost: CallSite | null = null;
    for (const frame of stackAbove(within, DEPTHS[1])) {
      if (frame.getFunctionName() === boundary) break;
      const site = resolve(frame, '');
      if (!site) continue;
      nearest ??= site;
      outermost = site;
    }
    return nearest && outermost && { nearest, outermost };
  }

  const read = (innermost: Hook, passed?: (name: string) => void) =>
    nearest(innermost, (frames) => indirect(frames, passed));
  return Object.assign(read, {
    inside,
    around: (outer: Hook) => stackAbove(outer, 1)[0] ?? null,
    direct: (innermost: Hook, callee: string) => nearest(innermost, (frames) => direct(frames, callee)),
    within,
  });
}

function stackAbove(innermost: Hook, depth: number): NodeJS.CallSite[] {
  const own = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  const limit = Error.stackTraceLimit;
  const holder: { stack?: NodeJS.CallSite[] } = {};
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_error, frames) => frames;
    Error.captureStackTrace(holder, innermost);
    return holder.stack ?? [];
  } finally {
    Error.stackTraceLimit = limit;
    if (own) Object.defineProperty(Error, 'prepareStackTrace', own);
    else delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
  }
}

function functionName(frame: NodeJS.CallSite): string {
  const name = frame.getFunctionName() ?? frame.getMethodName() ?? '';
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The library's own name of what was called; of an unnamed function (as tf.grads returns) the user's word for it. */
function calleeOf(called: string, text: string): string {
  if (/^[A-Za-z$][\w$]*$/.test(called) && called !== 'anonymous') return called.replace(/_$/, '');
  const written = /^[\w$]+(?:\s*\.\s*[\w$]+)*/.exec(text)?.[0] ?? '';
  return written.slice(written.lastIndexOf('.') + 1).trim() || called || 'gradients';
}

function pathOf(name: string): string {
  return name.startsWith('file:') ? fileURLToPath(name) : name;
}
