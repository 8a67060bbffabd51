/** The numbers behind a finding in words: `purity 0.941, batches 5, inputs (min −3.2, max 4)`. */
import { formatNumber } from './number.js';

/** Lists are shown up to here. */
const LONGEST_LIST = 6;

export function evidenceText(evidence: Readonly<Record<string, unknown>>): string {
  return Object.entries(evidence).flatMap(partOf).join(', ');
}

function partOf([name, value]: [string, unknown]): string[] {
  const text = valueText(value);
  return text === null ? [] : [`${wordsOf(name)} ${text}`];
}

/** Null: there is nothing to show. */
function valueText(value: unknown): string | null {
  switch (typeof value) {
    case 'number':
      // Counts keep their digits.
      return Number.isInteger(value) && Math.abs(value) < 1e4 ? String(value).replace('-', '−') : formatNumber(value);
    case 'string':
      // Numbers that JSON has no form for travel as words.
      return value.replace(/^(-?)Infinity$/, (_, sign) => (sign ? '−∞' : '∞'));
    case 'boolean':
      return value ? 'yes' : 'no';
    case 'object':
      return value === null ? null : listOrParts(value);
    default:
      return null;
  }
}

function listOrParts(value: object): string | null {
  if (!Array.isArray(value)) {
    const parts = evidenceText(value as Record<string, unknown>);
    return parts && `(${parts})`;
  }
  const shown = value.slice(0, LONGEST_LIST).flatMap((item) => valueText(item) ?? []);
  if (shown.length === 0) return null;
  const isPlain = value.every((item) => typeof item !== 'object');
  const text = [...shown, ...(value.length > LONGEST_LIST ? ['…'] : [])].join(', ');
  return isPlain ? `[${text}]` : text;
}

/** `lastShare` is “last share”. */
const wordsOf = (name: string) => name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
