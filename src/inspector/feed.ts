/**
 * What one webview is told, and when. Nothing is queued but answers: a post is made of the source as it is at that moment,
 * and the next one when the webview has drawn it, so a slow or hidden webview costs nothing and leaves room for what else
 * the window draws; on becoming visible it gets everything.
 */
import type { InspectorPost, RunHead, StepReadings, ToWebview } from '../protocol/inspector.js';
import type { Changes, InspectorSource } from './source.js';

/** Milliseconds between two posts: at most 30 in any second, with a little left for timers that come early. */
export const POST_INTERVAL = 34;

/** Milliseconds after which news go out although the webview has not said that the last post is drawn. */
export const DRAWN_WITHIN = 1000;

/** Milliseconds between two posts of one training's curvature. */
const CURVATURE_INTERVAL = 250;

export interface Clock {
  now(): number;
  /** Calls back after so many milliseconds; the result cancels. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

export interface Feed {
  /** Shows another run, or none. */
  show(source: InspectorSource | null): void;
  /** The source has changed from these steps on. */
  changed(changes: Changes): void;
  /** The webview asks for everything: it is new, or visible again. */
  hydrate(): void;
  setVisible(visible: boolean): void;
  /** The webview has drawn the last post. */
  drawn(): void;
  /** An answer or an order: goes out once, in order; false: dropped while hidden. */
  send(message: ToWebview): boolean;
  dispose(): void;
}

export function createFeed(post: (post: InspectorPost) => void, clock: Clock = systemClock): Feed {
  let source: InspectorSource | null = null;
  let visible = false;
  let ready = false;
  let fresh = true;
  let dirty = true;
  let last = -Infinity;
  let drawn = true;
  let cancel: (() => void) | null = null;
  let cancelCurvature: (() => void) | null = null;
  let once: ToWebview[] = [];
  let head = '';
  /** By training: from which step on the webview must be told; and the bucket size that it knows. */
  const pending = new Map<number, number>();
  const sizes = new Map<number, number>();
  /** By training: version of what was measured on its loss that the webview has, and when it was told. */
  const curvatures = new Map<number, { version: number; at: number }>();

  const flush = () => {
    cancel = null;
    if (!visible || !ready) return;
    const messages = [...(dirty ? news() : []), ...once];
    once = [];
    dirty = false;
    if (messages.length === 0) return;
    last = clock.now();
    drawn = false;
    post({ messages });
  };
  const schedule = () => {
    if (!visible || !ready || cancel || (!dirty && once.length === 0)) return;
    // Answers and orders do not wait for the drawing: the user does.
    const interval = drawn || once.length > 0 ? POST_INTERVAL : DRAWN_WITHIN;
    cancel = clock.after(Math.max(0, last + interval - clock.now()), flush);
  };
  const reschedule = () => {
    cancel?.();
    cancel = null;
    schedule();
  };
  const news = (): ToWebview[] => {
    if (!source) return [{ type: 'empty' }];
    const messages: ToWebview[] = [];
    const run = source.head();
    const text = JSON.stringify(run);
    if (fresh || text !== head) messages.push({ type: 'run', run });
    head = text;
    const status = source.status();
    messages.push({ type: 'status', status });
    for (const { id } of run.trainings) {
      const from = fresh ? 1 : pending.get(id);
      const series = from === undefined ? null : seriesOf(source, id, from);
      if (series) messages.push({ type: 'series', series });
      messages.push(...measuredOf(source, id));
    }
    const readings = status.live ? newestReadings(source, run, status.training) : null;
    if (readings) messages.push({ type: 'readings', request: UNASKED, readings });
    pending.clear();
    fresh = false;
    return messages;
  };
  /** Whole at each message, so not at each post. */
  const measuredOf = (of: InspectorSource, id: number): ToWebview[] => {
    const version = of.curvatureVersion(id);
    const told = curvatures.get(id);
    if (version === (told?.version ?? 0)) return [];
    const wait = (told?.at ?? -Infinity) + CURVATURE_INTERVAL - clock.now();
    if (wait > 0) {
      cancelCurvature ??= clock.after(wait, () => {
        cancelCurvature = null;
        dirty = true;
        schedule();
      });
      return [];
    }
    curvatures.set(id, { version, at: clock.now() });
    const [curvature, terms, jacobian] = [of.curvature(id), of.terms(id), of.jacobian(id)];
    return [
      ...(curvature ? [{ type: 'curvature', curvature } as const] : []),
      ...(terms ? [{ type: 'terms', terms } as const] : []),
      ...(jacobian ? [{ type: 'jacobian', jacobian } as const] : []),
    ];
  };
  /** When buckets grow, those before `from` are others too. */
  const seriesOf = (of: InspectorSource, id: number, from: number) => {
    const series = of.series(id, from);
    const known = sizes.get(id);
    if (!series) return null;
    sizes.set(id, series.size);
    return known !== series.size && series.firstBucket > 0 ? of.series(id, 1) : series;
  };
  const reset = () => {
    pending.clear();
    sizes.clear();
    curvatures.clear();
    fresh = true;
    dirty = true;
  };
  return {
    show(next) {
      source = next;
      once = [];
      reset();
      schedule();
    },
    changed(changes) {
      for (const [id, from] of changes) pending.set(id, Math.min(from, pending.get(id) ?? from));
      dirty = true;
      schedule();
    },
    hydrate() {
      ready = true;
      drawn = true;
      reset();
      schedule();
    },
    setVisible(now) {
      if (now === visible) return;
      visible = now;
      // A hidden webview is torn down; the new one says that it is ready.
      if (!now) {
        ready = false;
        once = [];
        cancel?.();
        cancel = null;
      }
      schedule();
    },
    drawn() {
      if (drawn) return;
      drawn = true;
      reschedule();
    },
    send(message) {
      if (!visible || !ready) return false;
      once.push(message);
      reschedule();
      return true;
    },
    dispose() {
      cancel?.();
      cancelCurvature?.();
      cancel = null;
      visible = false;
    },
  };
}

/** The request of a message that nobody asked for. */
const UNASKED = 0;

/** Exact numbers of the newest step: asked for, they would come when the step is no longer the newest. */
function newestReadings(source: InspectorSource, { trainings }: RunHead, training: number): StepReadings | null {
  const steps = trainings.find(({ id }) => id === training)?.steps ?? 0;
  if (steps === 0) return null;
  try {
    return source.readings(training, steps);
  } catch {
    // Damaged, or not whole yet: who asks for the step gets the reason.
    return null;
  }
}
