/** The findings of the run that the inspector shows, with the texts on whose lines they stand. */
import type { FindingsNow } from '../protocol/findings.js';
import type { Inspector } from './inspector.js';
import { shownChanges } from './shownChanges.js';

export function createShownFindings(inspector: Inspector) {
  const changes = shownChanges(inspector);
  return {
    now(): FindingsNow | null {
      const { source } = inspector;
      if (!source) return null;
      const { id, program, findings } = source.head();
      return { run: id, program, findings, sources: source.sources() };
    },
    onDidChange: changes.onDidChange,
    dispose: changes.dispose,
  };
}
