/** Tells of every change of what the inspector shows: another run, or news of the one that is shown. */
import type { Inspector } from './inspector.js';
import type { InspectorSource } from './source.js';

export function shownChanges(inspector: Inspector) {
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  let stop: (() => void) | null = null;
  const follow = (source: InspectorSource | null) => {
    stop?.();
    stop = source?.onDidChange(tell) ?? null;
    tell();
  };
  const subscription = inspector.onDidShow(follow);
  return {
    tell,
    onDidChange(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose() {
      stop?.();
      subscription.dispose();
    },
  };
}
