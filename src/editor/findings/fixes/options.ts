import { childrenOf, nodesOf, textOf } from '../../../source/syntax.js';
import { fix, insert, replace, type Fix, type Site } from './fix.js';
import { methodOnLine, nodesOnLine, only, valueOf } from './onLine.js';

const isText = (site: Site, node: { from: number; to: number } | null, text: string | RegExp) =>
  node !== null &&
  (typeof text === 'string' ? textOf(site.source, node) === text : text.test(textOf(site.source, node)));

/** A kernel that is drawn at random instead of filled with one number. */
export function drawWeights(site: Site): Fix | null {
  const value = valueOf(site, /^(kernel|recurrent|depthwise|embeddings)Initializer$/);
  if (!isText(site, value, /^['"](zeros|ones)['"]$|initializers\.(constant|zeros|ones)\(/)) return null;
  return fix('Draw the weights by {0}', ['glorotUniform'], replace(value!, "'glorotUniform'"));
}

export function shuffle(site: Site): Fix | null {
  const value = valueOf(site, /^shuffle$/);
  return isText(site, value, 'false') ? fix('Shuffle the samples', [], replace(value!, 'true')) : null;
}

/** Of a declared penalty, or of a factor with a name of its own. */
export function lowerFactor(site: Site): Fix | null {
  const value = valueOf(site, /^(l[12]|lambda|alpha|weight_?decay|strength)$/i);
  if (value?.name !== 'Number' || !(Number(textOf(site.source, value)) > 1e-4)) return null;
  return fix('Lower the factor to {0}', ['1e-4'], replace(value, '1e-4'));
}

export function letTrain(site: Site): Fix | null {
  const value = valueOf(site, /^trainable$/);
  return isText(site, value, 'false') ? fix('Let it train', [], replace(value!, 'true')) : null;
}

/** The list of variables gets the one that is missing, where that has the same name in the text. */
export function addToList(site: Site): Fix | null {
  const { source, finding } = site;
  const name = finding.variable;
  const list = only(nodesOnLine(site, (node) => node.name === 'ArrayExpression'));
  if (!list || name === null || !/^[A-Za-z_$][\w$]*$/.test(name)) return null;
  const items = childrenOf(list).filter((node) => node.type.is('Expression'));
  const isDeclared = [...nodesOf(source.tree.topNode)].some(
    (node) => node.name === 'VariableDefinition' && textOf(source, node) === name,
  );
  if (!isDeclared || items.length === 0 || items.some((item) => textOf(source, item) === name)) return null;
  return fix('Add {0} to the list', [name], insert(items.at(-1)!.to, `, ${name}`));
}

/** `softmax(…, 0)`, `.softmax(0)`. */
export function lastAxis(site: Site): Fix | null {
  const { source } = site;
  const calls = nodesOnLine(site, (node) => node.name === 'CallExpression' && node.firstChild !== null).filter((call) =>
    /(^|\.)(log)?[sS]oftmax$/.test(textOf(source, call.firstChild!)),
  );
  const call = methodOnLine(site, /^(logS|s)oftmax$/)?.call ?? only(calls);
  const axis = call?.getChild('ArgList');
  const last = axis && childrenOf(axis).findLast((node) => node.type.is('Expression'));
  return last && textOf(source, last) === '0'
    ? fix('Take the softmax over the last axis', [], replace(last, '-1'))
    : null;
}
