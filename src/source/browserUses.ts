/** Lines of a program that need a browser. */
import { bindingsOf } from './bindings.js';
import { importsOf } from './imports.js';
import { bare, memberOf, nodesOf, stringOf, textOf, type Source } from './syntax.js';

export interface BrowserUse {
  /** From 1. */
  line: number;
  /** What needs a browser: `document`, `@tensorflow/tfjs-vis`, … */
  what: string;
  why: 'global' | 'package' | 'script' | 'api';
}

const GLOBALS = new Set([
  'document',
  'window',
  'localStorage',
  'sessionStorage',
  'requestAnimationFrame',
  'HTMLElement',
  'HTMLCanvasElement',
  'HTMLImageElement',
  'HTMLVideoElement',
  'alert',
]);
const PACKAGES = /^(@tensorflow\/tfjs-(vis|backend-webgl|automl)|@tensorflow-models\/.+|react-dom|tfvis)($|\/)/;
const TENSORFLOW = /^(browser\.(fromPixels|fromPixelsAsync|toPixels)|data\.(webcam|microphone)|io\.browser\w+)$/;

/** In the order of the text, one entry a line and thing. */
export function browserUses(source: Source): BrowserUse[] {
  const bindings = bindingsOf(source);
  const uses = new Map<string, BrowserUse>();
  const guarded = new Set<string>();
  const add = (position: number, what: string, why: BrowserUse['why']) => {
    const line = source.lineOf(position);
    uses.set(`${line} ${what}`, { line, what, why });
  };
  for (const node of nodesOf(source.tree.topNode)) {
    if (
      node.name === 'String' &&
      /^(ImportDeclaration|ExportDeclaration|ArgList|DynamicImport)$/.test(node.parent!.name)
    ) {
      const name = stringOf(source, node);
      if (PACKAGES.test(name) && importsOf(source).includes(name)) add(node.from, name, 'package');
    } else if (node.name === 'MemberExpression') {
      const path = textOf(source, node).replaceAll('?.', '.');
      if (path.startsWith('tf.') && TENSORFLOW.test(path.slice(3))) add(node.from, path, 'api');
    } else if (node.name === 'VariableName') {
      const name = textOf(source, node);
      if (!GLOBALS.has(name) && name !== 'tf' && name !== 'tfvis') continue;
      // `typeof window` asks whether there is one: the program knows to do without.
      if (node.parent!.name === 'UnaryExpression' && node.parent!.getChild('typeof')) guarded.add(name);
      else if (bindings.find(name, node).length === 0 && !isImported(node.parent!.name)) {
        add(node.from, name, name === 'tf' || name === 'tfvis' ? 'script' : 'global');
      }
    }
  }
  const mine = [...uses.values()].filter(({ what }) => !guarded.has(what));
  const assigned = assignsGlobalTensorFlow(source);
  return mine.filter(({ what, why }) => !(why === 'script' && what === 'tf' && assigned));
}

const isImported = (parent: string) => parent === 'ImportGroup' || parent === 'ExportGroup';

/** `global.tf = require(…)`, `tf = await import(…)`: a global made by the program itself. */
function assignsGlobalTensorFlow(source: Source): boolean {
  for (const node of nodesOf(source.tree.topNode)) {
    if (node.name !== 'AssignmentExpression' || !node.firstChild) continue;
    const target = bare(node.firstChild);
    if (textOf(source, target) === 'tf' || memberOf(source, target)?.property === 'tf') return true;
  }
  return false;
}
