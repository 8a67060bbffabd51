/** Findings as readers keep them: the newest record of each, root causes worst first. */
import type { Followed, ShownFinding } from '../protocol/inspector.js';
import type { FindingPayload, Severity } from '../protocol/records.js';

export interface RecordedFinding extends FindingPayload {
  /** -1: about the whole run. */
  training: number;
  /** Since which it holds. */
  step: number;
}

/** Takes a record of a finding in: it begins, or replaces what was known of it. */
export function foldFinding(findings: RecordedFinding[], finding: RecordedFinding): void {
  const at = findings.findIndex(({ id }) => id === finding.id);
  if (at < 0) findings.push(finding);
  else findings[at] = finding;
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Those that follow from no other, worst first, then oldest. */
export function rootFindings<F extends FindingPayload & { step: number }>(findings: readonly F[]): F[] {
  const roots = findings.filter(({ causedBy }) => causedBy === null);
  return roots.sort((a, b) => RANK[a.severity] - RANK[b.severity] || a.step - b.step || a.id - b.id);
}

/** The root findings, each with all that followed from it. */
export function shownFindings(findings: readonly RecordedFinding[]): ShownFinding[] {
  return rootFindings(findings).map((root) => ({ ...root, followed: followersOf(root, findings) }));
}

function followersOf(root: RecordedFinding, findings: readonly RecordedFinding[]): Followed[] {
  const found = new Set([root.id]);
  // A finding may be recorded before its cause is known, so one pass over them in their order is not enough.
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const { id, causedBy } of findings) if (causedBy !== null && found.has(causedBy)) found.add(id);
  }
  return findings
    .filter(({ id }) => id !== root.id && found.has(id))
    .sort((a, b) => a.step - b.step || a.id - b.id)
    .map(({ rule, severity, message, file, line, step }) => ({ rule, severity, message, file, line, step }));
}
