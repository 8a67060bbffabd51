/**
 * The one way Gradlens writes a number on screen: three significant digits, plain from 1e-3 to 1e4, else `3.2e-4`
 * (a mantissa of at most three digits, trailing zeros dropped); the minus sign is U+2212; zero has no sign.
 */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return '0';
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  // Rounding first: 999.96 is 1000 and 9999.6 is 1e4. Whole numbers below 1e4 keep all their digits.
  const rounded = size < 999.5 ? Number(size.toPrecision(3)) : Math.round(size);
  if (rounded >= 1e-3 && rounded < 1e4) return sign + (rounded >= 1000 ? String(rounded) : size.toPrecision(3));
  const [mantissa, exponent] = size.toExponential(2).split('e') as [string, string];
  return `${sign}${mantissa.replace(/\.?0+$/, '')}e${exponent.replace('+', '')}`;
}

/** A share as percent: `81 %`, `3.2 %`, `<0.1 %`, `0 %`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return formatNumber(share);
  const percent = share * 100;
  if (percent === 0) return '0 %';
  if (Math.abs(percent) < 0.1) return '<0.1 %';
  const text = Math.abs(percent) < 9.95 ? percent.toFixed(1) : percent.toFixed(0);
  return `${text.replace('-', '−')} %`;
}
