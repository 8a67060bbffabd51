/** Which changes mend a finding, by its rule. A rule that is not here knows too little to be right about a text. */
import type { RecordedFinding } from '../../../protocol/findings.js';
import { parseSource } from '../../../source/syntax.js';
import type { Fix, Site } from './fix.js';
import { addActivation, dropRelu, useActivation } from './activations.js';
import { leaveCenteredOut, lowerRate, raiseRate } from './rates.js';
import { guardedInput } from './guards.js';
import { addToList, drawWeights, lastAxis, letTrain, lowerFactor, shuffle } from './options.js';

const FIXES: Readonly<Record<string, readonly ((site: Site) => Fix | null)[]>> = {
  'loss-diverges': [lowerRate],
  'step-above-limit': [lowerRate],
  'update-too-small': [raiseRate],
  'softmax-twice': [useActivation('linear', 'softmax', 'sigmoid')],
  'targets-out-of-reach': [useActivation('linear', 'sigmoid', 'tanh', 'softmax', 'relu')],
  'relu-scores': [useActivation('linear', 'relu'), dropRelu],
  'softmax-of-one': [useActivation('sigmoid', 'softmax')],
  'log-of-scores': [addActivation('softmax')],
  'layers-collapse': [addActivation('relu')],
  'weights-equal': [drawWeights],
  'batches-of-classes': [shuffle],
  'not-finite': [leaveCenteredOut, guardedInput],
  'penalty-dominates': [lowerFactor],
  'variable-not-trained': [letTrain, addToList],
  'softmax-over-batch': [lastAxis],
};

/** `line`: of the text, from 1. */
export function fixesOf(finding: RecordedFinding, text: string, file: string, line: number): Fix[] {
  const fixes = Object.hasOwn(FIXES, finding.rule) ? FIXES[finding.rule]! : [];
  if (fixes.length === 0) return [];
  const site: Site = { source: parseSource(text, file), line, finding };
  return fixes.flatMap((make) => make(site) ?? []);
}
