/** The findings of the run that the inspector shows, with the texts on whose lines they stand. */
import type { FindingsNow } from '../protocol/findings.js';
import type { Inspector } from './inspector.js';
import type { InspectorSource } from './source.js';

export function createShownFindings(inspector: Inspector) {
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
    now(): FindingsNow | null {
      const { source } = inspector;
      if (!source) return null;
      const { id, program, findings } = source.head();
      return { run: id, program, findings, sources: source.sources() };
    },
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
