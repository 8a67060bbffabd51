/** The findings that stand on lines of a source file at the step shown: those that began later are not known then. */
import type { ShownFinding } from '../../src/protocol/inspector.js';
import { shownStep } from '../state/selectors.js';
import type { InspectorState } from '../state/state.js';

/** The worst of each line. */
export function findingsOn(file: string, state: InspectorState): ReadonlyMap<number, ShownFinding> {
  const { training } = state.selection;
  const step = shownStep(state);
  const found = new Map<number, ShownFinding>();
  for (const finding of state.run?.findings ?? []) {
    const { line } = finding;
    const isKnown = finding.training < 0 || (finding.training === training && finding.step <= step);
    if (finding.file === file && line !== null && isKnown && !found.has(line)) found.set(line, finding);
  }
  return found;
}
