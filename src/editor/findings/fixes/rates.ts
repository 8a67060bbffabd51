import { fix, replace, type Fix, type Site } from './fix.js';
import { methodOnLine, numberOnLine } from './onLine.js';

/** Usual rates; tfjs's own defaults. */
const USUAL: Readonly<Record<string, string>> = {
  sgd: '0.01',
  momentum: '0.01',
  adagrad: '0.01',
  adam: '0.001',
  adamax: '0.002',
  rmsprop: '0.001',
};

/** To a tenth, where the rate that was measured stands on the line as a number. */
export function lowerRate(site: Site): Fix | null {
  const rate = site.finding.evidence['learningRate'];
  const number = typeof rate === 'number' && rate > 0 ? rateOnLine(site, rate) : null;
  if (!number) return null;
  const lower = String(Number(((rate as number) / 10).toPrecision(2)));
  return fix('Lower the rate to {0}', [lower], replace(number, lower));
}

/** To what is usual for the optimizer that is made there. */
export function raiseRate(site: Site): Fix | null {
  const { learningRate: rate } = site.finding.evidence;
  const optimizer = methodOnLine(site, /^(sgd|momentum|adagrad|adam|adamax|rmsprop)$/);
  const number = typeof rate === 'number' && optimizer ? rateOnLine(site, rate) : null;
  const name = optimizer && site.source.text.slice(optimizer.name.from, optimizer.name.to);
  const usual = name ? USUAL[name] : undefined;
  if (!number || usual === undefined || Number(usual) <= (rate as number)) return null;
  return fix('Raise the rate to {0}', [usual], replace(number, usual));
}

/** A rate travels as float32 in some optimizers. */
function rateOnLine(site: Site, rate: number) {
  return numberOnLine(site, rate) ?? numberOnLine(site, Number(rate.toPrecision(6)));
}

/** The fifth argument of `tf.train.rmsprop`. */
export function leaveCenteredOut(site: Site): Fix | null {
  const centered = methodOnLine(site, /^rmsprop$/)?.arguments[4];
  const isTrue = centered && site.source.text.slice(centered.from, centered.to) === 'true';
  return isTrue ? fix('Leave centered out', [], replace(centered, 'false')) : null;
}
