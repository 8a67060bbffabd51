/** A file of the user as it is run: as it lies on disk, but for one literal where a λ is tuned. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ReplacedLiteral } from '../../protocol/tune.js';
import { lambdaMoved } from '../../protocol/tuneErrors.js';

/** @throws CodedError `lambda-moved` where the file is not the one in which the literal was found. */
export function readSource(path: string, replaced: ReplacedLiteral | null): string {
  const text = readFileSync(path, 'utf8');
  if (replaced === null || replaced.file !== path) return text;
  if (createHash('sha256').update(text).digest('hex') !== replaced.sha256) throw lambdaMoved(path);
  return text.slice(0, replaced.from) + replaced.text + text.slice(replaced.to);
}
