/** Gradients on lines as `--json` prints them. */
import type { ReportLine } from '../../protocol/report.js';
import type { CurvatureTally } from './curvatureTally.js';
import { jsonNumber } from './jsonNumber.js';

/** Of the newest step at which they were measured, by file and line. */
export function reportLines({ lines }: CurvatureTally): ReportLine[] {
  if (!lines) return [];
  const { files, file, line, norm, ops } = lines.payload;
  return Array.from(norm, (value, i) => ({
    file: files[file[i]!]!,
    line: line[i]!,
    gradientNorm: jsonNumber(value),
    ops: ops[i]!,
  }));
}
