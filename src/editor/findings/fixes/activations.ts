import { childrenOf, stringOf, textOf } from '../../../source/syntax.js';
import { fix, insert, replace, type Fix, type Site } from './fix.js';
import { isLibrary, methodOnLine, valueOf } from './onLine.js';

/** `activation: 'softmax'` becomes another, where it is one of those. */
export const useActivation =
  (activation: string, ...instead: string[]) =>
  (site: Site): Fix | null => {
    const value = valueOf(site, /^activation$/);
    if (value?.name !== 'String' || !instead.includes(stringOf(site.source, value))) return null;
    return fix('Use activation {0}', [activation], replace(value, quoted(site, value, activation)));
  };

/** A layer's options get an activation, where they have none. Of one output unit softmax is sigmoid. */
export const addActivation =
  (activation: string) =>
  (site: Site): Fix | null => {
    const { source } = site;
    const layer = methodOnLine(site, /^(dense|conv[123]d|separableConv2d|depthwiseConv2d)$/);
    const [options] = layer?.arguments ?? [];
    if (options?.name !== 'ObjectExpression') return null;
    const properties = childrenOf(options).filter(({ name }) => name === 'Property');
    const named = (name: string) =>
      properties.find((each) => each.firstChild && textOf(source, each.firstChild) === name);
    const last = properties.at(-1);
    if (!last || named('activation')) return null;
    const units = named('units');
    const isOne = units !== undefined && units.lastChild && textOf(source, units.lastChild) === '1';
    const added = isOne && activation === 'softmax' ? 'sigmoid' : activation;
    return fix('Add activation {0}', [added], insert(last.to, `, activation: '${added}'`));
  };

/** `.relu()` at the end of what makes the scores. */
export function dropRelu(site: Site): Fix | null {
  const relu = methodOnLine(site, /^relu$/);
  if (!relu) return null;
  const { call, object, arguments: given } = relu;
  if (!isLibrary(site.source, object))
    return given.length > 0 ? null : fix('Take relu out', [], replace({ from: object.to, to: call.to }, ''));
  const [value] = given;
  return value ? fix('Take relu out', [], replace(call, textOf(site.source, value))) : null;
}

/** In the quotes of the text that it replaces. */
function quoted(site: Site, node: { from: number; to: number }, text: string): string {
  const quote = textOf(site.source, node)[0]!;
  return `${quote}${text}${quote}`;
}
