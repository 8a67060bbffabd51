/** Findings as readers keep them: the newest record of each, root causes worst first. */
import type { FindingPayload, Severity } from './records.js';
import type { ProgramInfo, SourceFile } from './run.js';

export interface RecordedFinding extends FindingPayload {
  /** -1: about the whole run. */
  training: number;
  /** Since which it holds. */
  step: number;
}

/** The findings of a run, with the texts on whose lines they stand. */
export interface FindingsNow {
  /** Id of the run. */
  run: string;
  program: ProgramInfo;
  findings: readonly RecordedFinding[];
  sources: readonly SourceFile[];
}

/** Takes a record of a finding in: it begins, or replaces what was known of it. */
export function foldFinding(findings: RecordedFinding[], finding: RecordedFinding): void {
  const at = findings.findIndex(({ id }) => id === finding.id);
  if (at < 0) findings.push(finding);
  else findings[at] = finding;
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Root causes worst first, then oldest; after them what follows from others. */
export function sortFindings<F extends FindingPayload & { step: number }>(findings: readonly F[]): F[] {
  return [...rootFindings(findings), ...findings.filter(({ causedBy }) => causedBy !== null)];
}

/** Those that follow from no other, worst first, then oldest. */
export function rootFindings<F extends FindingPayload & { step: number }>(findings: readonly F[]): F[] {
  const roots = findings.filter(({ causedBy }) => causedBy === null);
  return roots.sort((a, b) => RANK[a.severity] - RANK[b.severity] || a.step - b.step || a.id - b.id);
}
