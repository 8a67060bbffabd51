/** Findings of the run that the inspector shows. */
import type { Inspector } from './inspector.js';
import type { InspectorSource } from './source.js';

export function createShownFindings(inspector: Inspector) {
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  let stop: (() => void) | null = null;
  const subscription = inspector.onDidShow((source: InspectorSource | null) => {
    stop?.();
    stop = source?.onDidChange(tell) ?? null;
    tell();
  });
  return {
    now() {
      const { source } = inspector;
      if (!source) return null;
      const { id, program, findings } = source.head();
      return { id, program: program.file, findings, sources: source.sources() };
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
