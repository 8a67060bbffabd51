/** What a user may set about the rules: each off, or its thresholds other than their defaults. */
import { errorsOf, type CodedError } from './told.js';

/** False: the rule is off. */
export type RuleSettings = Readonly<Record<string, boolean | Readonly<Record<string, number>>>>;

/** Every rule with the defaults of its thresholds. A test holds this against the rules themselves. */
export const RULE_THRESHOLDS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'targets-no-classes': { sum: 0.02 },
  'batches-of-classes': { purity: 0.9, samples: 10, missing: 0.2 },
  'data-unfit': { large: 30, targets: 100, progress: 0.5, steps: 10 },
  'batch-of-one': {},
  'targets-broadcast': {},
  'softmax-over-batch': {},
  'mean-over-batch': {},
  'softmax-of-one': {},
  'softmax-twice': {},
  'log-of-scores': {},
  'targets-out-of-reach': { beyond: 0.1 },
  'relu-scores': {},
  'zero-derivative': {},
  'variable-unreached': {},
  'variable-not-trained': { size: 4 },
  'weights-used-twice': {},
  'layers-collapse': {},
  'custom-gradient': { difference: 0.02 },
  'gradient-uphill': { cosine: -0.2, growth: 10, steps: 12 },
  'update-uphill': { cosine: -0.2 },
  'bias-correction': { fits: 0.02 },
  'gradients-pile-up': { sum: 1.5, growth: 4, kept: 0.001 },
  'weights-equal': {},
  'weights-scale': { small: 0.02, large: 8, progress: 0.05 },
  'values-explode': { growth: 1000, products: 4 },
  'penalty-dominates': { share: 0.8, progress: 0.15 },
  'penalty-unused': {},
  'penalty-never-called': {},
  'regularizer-unused': {},
  'not-finite': { diverged: 1000 },
  'loss-diverges': { factor: 10, progress: 0.1 },
  'step-above-limit': { progress: 0.1, steps: 20 },
  'units-saturated': { square: 0.9, progress: 0.5 },
  'units-dead': { share: 0.9, progress: 0.3 },
  'gradient-vanishes': { ratio: 0.005, progress: 0.1, times: 16, steps: 12 },
  'update-too-small': { ratio: 0.00002, progress: 0.02, left: 0.0001, steps: 20 },
  'validation-rises': { rise: 1.2, epochs: 5 },
};

export const RULE_SENTENCES = {
  'rules-wrong/shape':
    'The setting of the rules is not understood: give an object with a rule each, for example {"loss-diverges": false}.',
  'rules-wrong/rule': 'There is no rule "{0}": docs/rules.md lists all of them.',
  'rules-wrong/value': 'The rule "{0}" is set to {1}: give true, false, or an object with its thresholds.',
  'rules-wrong/threshold': 'The rule "{0}" has no threshold "{1}": it has {2}.',
  'rules-wrong/number': 'The threshold "{1}" of the rule "{0}" is set to {2}: give a number.',
} as const;

const error = errorsOf(RULE_SENTENCES);

/** The settings that are understood, and what is wrong with the first that is not. */
export function readRuleSettings(given: unknown): { rules: RuleSettings; problem: CodedError | null } {
  if (!isRecord(given)) return { rules: {}, problem: error('rules-wrong/shape') };
  const rules: Record<string, boolean | Record<string, number>> = {};
  let problem: CodedError | null = null;
  for (const [rule, value] of Object.entries(given)) {
    const wrong = wrongWith(rule, value);
    if (wrong) problem ??= wrong;
    else rules[rule] = value as boolean | Record<string, number>;
  }
  return { rules, problem };
}

function wrongWith(rule: string, value: unknown): CodedError | null {
  if (!Object.hasOwn(RULE_THRESHOLDS, rule)) return error('rules-wrong/rule', rule);
  if (typeof value === 'boolean') return null;
  if (!isRecord(value)) return error('rules-wrong/value', rule, JSON.stringify(value) ?? String(value));
  const known = RULE_THRESHOLDS[rule]!;
  for (const [name, threshold] of Object.entries(value)) {
    if (!Object.hasOwn(known, name))
      return error('rules-wrong/threshold', rule, name, Object.keys(known).join(', ') || 'none');
    if (typeof threshold !== 'number' || !Number.isFinite(threshold))
      return error('rules-wrong/number', rule, name, JSON.stringify(threshold) ?? String(threshold));
  }
  return null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
