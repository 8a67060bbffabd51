/**
 * The host's part for a page that stands alone: gives the messages embedded in it, answers questions from them, and shows
 * lines in the page's own source column. It runs nothing, so it can do nothing else.
 */
import type { FromWebview, ToWebview } from '../../src/protocol/inspector.js';
import { readEmbedded } from '../../src/protocol/embedded.js';
import type { Bridge } from './bridge.js';
import { parsePost } from './validate.js';
import { detailKey, readingsKey } from '../state/state.js';

/** Id of the element that holds the embedded messages. */
export const EMBEDDED = 'gradlens-run';
const KEPT = 'gradlens.view';

export async function pageBridge(openLine: (file: string, line: number) => void): Promise<Bridge> {
  const { told, answers, details, paths } = sortOut(await embeddedPost());
  let listener: (post: unknown) => void = () => undefined;
  const post = (messages: unknown[]) => listener({ messages });

  function answer(message: FromWebview): void {
    if (message.type === 'ready') post(told);
    else if (message.type === 'openLine') openLine(message.file, message.line);
    else if (isQuestion(message)) {
      const { request } = message;
      const found = newestOf(message) ?? answers.get(keyOf(message));
      const why =
        message.type === 'measure'
          ? 'a page cannot measure: open the run in Gradlens'
          : 'not in this page: it was thinned';
      const refused = { type: 'refused', request, code: 'not-embedded', message: why };
      post([found ? { ...found, request } : refused]);
    }
  }

  function newestOf(message: Question): object | undefined {
    if (message.type === 'curvatureDetail') return newestDetail(message);
    return message.type === 'gradientPaths' ? newestPaths(message) : undefined;
  }

  function newestPaths({ training, step }: { training: number; step: number }): object | undefined {
    const newest = paths.findLast(({ paths: known }) => known.training === training && known.step <= step);
    return newest && { ...newest, paths: { ...newest.paths, step } };
  }

  /** As of the step that was asked for, or the last one before it that the page has. */
  function newestDetail({ training, step }: { training: number; step: number }): object | undefined {
    const newest = details.findLast(({ detail }) => detail.training === training && detail.step <= step);
    return newest && { ...newest, detail: { ...newest.detail, step } };
  }

  return {
    place: 'page',
    post: (message) => queueMicrotask(() => answer(message)),
    onPost: (added) => {
      listener = added;
    },
    load: readKept,
    save: keep,
  };
}

async function embeddedPost(): Promise<unknown> {
  const text = document.getElementById(EMBEDDED)?.textContent;
  if (!text) return { messages: [{ type: 'empty' }] };
  return { messages: await readEmbedded(text) };
}

/** What is told at the start, and what answers a question. */
function sortOut(post: unknown) {
  const told: unknown[] = [];
  const answers = new Map<string, object>();
  const details: Extract<ToWebview, { type: 'curvatureDetail' }>[] = [];
  const paths: Extract<ToWebview, { type: 'gradientPaths' }>[] = [];
  for (const message of parsePost(post).messages) {
    if (message.type === 'readings')
      answers.set(`readings ${readingsKey(message.readings.training, message.readings.step)}`, message);
    else if (message.type === 'detail')
      answers.set(`detail ${detailKey(message.detail.training, message.detail.variable)}`, message);
    else if (message.type === 'curvatureDetail') details.push(message);
    else if (message.type === 'gradientPaths') paths.push(message);
    else told.push(message);
  }
  return { told: told.length > 0 ? told : [{ type: 'empty' }], answers, details, paths };
}

type Question = Extract<FromWebview, { request: number }>;

const isQuestion = (message: FromWebview): message is Question => 'request' in message;

function keyOf(message: Question): string {
  switch (message.type) {
    case 'readings':
      return `readings ${readingsKey(message.training, message.step)}`;
    case 'detail':
      return `detail ${detailKey(message.training, message.variable)}`;
    case 'curvatureDetail':
    case 'gradientPaths':
    case 'measure':
      return message.type;
  }
}

/** A page opened from a file may have no storage: then it forgets. */
function readKept(): unknown {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? 'null');
  } catch {
    return null;
  }
}

function keep(state: unknown): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(state));
  } catch {
    // Nothing to do: see above.
  }
}
