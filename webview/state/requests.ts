/**
 * Requests to the host. At most one of a kind is under way and only the newest waits behind it, so that a dragged scrubber
 * asks as fast as the host answers and no faster. An answer that does not come is given up after a time, unless the host
 * says that it is at work on it.
 */
import type { FromWebview } from '../../src/protocol/inspector.js';
import type { Refusal } from './state.js';

type Asked = Extract<FromWebview, { request: number }>;
type WithoutId<T> = T extends unknown ? Omit<T, 'request'> : never;
export type Question = WithoutId<Asked>;

export interface Requests {
  /** Asks unless the same was asked and is not answered yet. */
  ask(key: string, question: Question): void;
  settle(request: number): void;
  /** The host is at work on it: the answer may take as long as it takes. */
  underWay(request: number): void;
  refuse(request: number, refusal: Refusal): void;
  /** Another run is shown: what is under way no longer counts. */
  forget(): void;
}

interface Pending {
  key: string;
  request: number;
  timer: ReturnType<typeof setTimeout>;
}

export const ANSWER_WITHIN = 4000;

/** Of what at most one is under way. */
const kindOf = (question: Question): string =>
  question.type === 'measure' ? `measure ${question.what}` : question.type;
const NO_ANSWER: Refusal = { code: 'no-answer', message: 'No answer: the program may have ended.' };

export function createRequests(post: (message: FromWebview) => void, refused: (key: string, refusal: Refusal) => void) {
  let count = 0;
  const pending = new Map<string, Pending>();
  const waiting = new Map<string, { key: string; question: Question }>();

  function send(key: string, question: Question): void {
    const request = ++count;
    const timer = setTimeout(() => {
      settle(request);
      if (question.type === 'measure') refused(key, NO_ANSWER);
    }, ANSWER_WITHIN);
    pending.set(kindOf(question), { key, request, timer });
    post({ ...question, request });
  }

  function settle(request: number): Pending | null {
    for (const [kind, asked] of pending) {
      if (asked.request !== request) continue;
      clearTimeout(asked.timer);
      pending.delete(kind);
      const next = waiting.get(kind);
      waiting.delete(kind);
      if (next) send(next.key, next.question);
      return asked;
    }
    return null;
  }

  const requests: Requests = {
    ask(key, question) {
      const kind = kindOf(question);
      const asked = pending.get(kind);
      if (asked?.key === key) waiting.delete(kind);
      else if (asked) waiting.set(kind, { key, question });
      else send(key, question);
    },
    settle,
    underWay(request) {
      for (const asked of pending.values()) if (asked.request === request) clearTimeout(asked.timer);
    },
    refuse(request, refusal) {
      const asked = settle(request);
      if (asked) refused(asked.key, { code: refusal.code, message: refusal.message });
    },
    forget() {
      for (const asked of pending.values()) clearTimeout(asked.timer);
      pending.clear();
      waiting.clear();
    },
  };
  return requests;
}
