/** The numbers behind a finding in words: `growth 31.6, per product 1.41, products 10`. */
import { formatNumber } from './number.js';

/** Of longer lists the first ones are written. */
const MOST_ITEMS = 6;

export function evidenceText(evidence: Readonly<Record<string, unknown>>): string {
  return Object.entries(evidence)
    .map(([name, value]) => ({ name: inWords(name), text: valueText(value) }))
    .flatMap(({ name, text }) => (text === null ? [] : [`${name} ${text}`]))
    .join(', ');
}

/** `perProduct` is `per product`. */
const inWords = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, (_, a, b: string) => `${a} ${b.toLowerCase()}`);

const isCount = (value: number): boolean => Number.isInteger(value) && value > 0 && value < 1e6;

/** Null: nothing that can be written in a line. */
function valueText(value: unknown): string | null {
  // Whole numbers are counts.
  if (typeof value === 'number') return isCount(value) ? String(value) : formatNumber(value);
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) {
    const texts = value.slice(0, MOST_ITEMS).map(valueText);
    if (texts.length === 0 || texts.includes(null)) return null;
    return `[${texts.join(', ')}${value.length > MOST_ITEMS ? ', …' : ''}]`;
  }
  if (typeof value !== 'object' || value === null) return null;
  const inner = evidenceText(value as Record<string, unknown>);
  return inner === '' ? null : `(${inner})`;
}
