/** The rules at work in the trainer. */
import { createDiagnosis, type Diagnosis } from '../diagnosis/diagnosis.js';
import { RULES } from '../diagnosis/rules.js';
import type { FindingPayload } from '../protocol/records.js';

export function startDiagnosis(
  report: (training: number, since: number, finding: FindingPayload) => void,
  nextId: () => number,
): Diagnosis {
  return createDiagnosis(
    {
      rules: RULES,
      enabled: () => true,
      thresholds: () => ({}),
      ignored: () => false,
      report,
      onFault(rule, error) {
        throw new Error(`the rule ${rule} failed`, { cause: error });
      },
    },
    nextId,
  );
}
