/** The findings as they stand: root causes worst first, each with what follows from it. */
import { rootFindings, type RecordedFinding } from '../../../src/protocol/findings.js';
import type { InspectorState } from '../../state/state.js';

export interface ShownFinding {
  finding: RecordedFinding;
  consequences: readonly Consequence[];
}

export interface Consequence {
  message: string;
  /** Where it is known as a finding of its own: since when, and on which line. */
  finding: RecordedFinding | null;
}

export function shownFindings({ run }: InspectorState): ShownFinding[] {
  const all = run?.findings ?? [];
  return rootFindings(all).map((finding) => ({ finding, consequences: consequencesOf(finding, all) }));
}

/** What follows from it, and from that again, oldest first. */
function consequencesOf(root: RecordedFinding, all: readonly RecordedFinding[]): Consequence[] {
  const found: RecordedFinding[] = [];
  const causes = new Set([root.id]);
  for (let grown = true; grown;) {
    const next = all.filter(({ id, causedBy }) => causedBy !== null && causes.has(causedBy) && !causes.has(id));
    for (const finding of next) causes.add(finding.id);
    found.push(...next);
    grown = next.length > 0;
  }
  found.sort((a, b) => a.step - b.step || a.id - b.id);
  const told = new Set(found.map(({ message }) => message));
  const untold = root.consequences.filter((message) => !told.has(message));
  return [
    ...found.map((finding) => ({ message: finding.message, finding })),
    ...untold.map((message) => ({ message, finding: null })),
  ];
}
