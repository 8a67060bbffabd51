/** What an expression plainly is, as far as its own file tells. */
import type { SyntaxNode } from '@lezer/common';
import { returnsOf, type Binding, type Bindings } from './bindings.js';
import { isTensorFlow } from './imports.js';
import { argumentsOf, bare, memberOf, stringOf, textOf, type Source } from './syntax.js';

export type Kind =
  /** A member of TensorFlow.js, for example `train.sgd`; the empty path is TensorFlow.js itself. */
  | { is: 'tensorflow'; path: string }
  | { is: 'model' | 'optimizer' | 'variable' | 'gradientFunction' }
  /** Plainly not of TensorFlow.js. */
  | { is: 'other' }
  | { is: 'unknown' };

export interface Reading {
  source: Source;
  bindings: Bindings;
}

const UNKNOWN: Kind = { is: 'unknown' };
const OTHER: Kind = { is: 'other' };
/** Names and classes of what is fitted, but not by gradients of TensorFlow.js. */
const ELSEWHERE =
  /scal(er|ing)|encoder$|vectori[sz]er|tokeni[sz]er|normali[sz]er|imputer|binari[sz]er|discreti[sz]er|^pca$|kmeans|cluster|forest|classifier$|svm|bayes|knn|neighbors|tfidf|preprocess/i;
const LITERALS = new Set(['ObjectExpression', 'ArrayExpression', 'String', 'Number', 'TemplateString', 'RegExp']);

export function kindOf(reading: Reading, node: SyntaxNode, depth = 0): Kind {
  if (depth > 12) return UNKNOWN;
  const { source } = reading;
  const value = bare(node);
  const again = (next: SyntaxNode) => kindOf(reading, next, depth + 1);
  if (LITERALS.has(value.name)) return OTHER;
  switch (value.name) {
    case 'VariableName':
      return kindOfName(reading, value, depth);
    case 'MemberExpression':
      return kindOfMember(reading, value, depth);
    case 'CallExpression': {
      const callee = textOf(source, value.firstChild!);
      const [first] = argumentsOf(value) ?? [];
      if (callee === 'require' && first?.name === 'String') return kindOfModule(stringOf(source, first), '*');
      return kindOfResult(reading, value.firstChild!, depth);
    }
    case 'DynamicImport': {
      const specifier = value.getChild('String');
      return specifier ? kindOfModule(stringOf(source, specifier), '*') : UNKNOWN;
    }
    case 'NewExpression':
      return kindOfNew(reading, value, depth);
    case 'AssignmentExpression':
      return again(value.lastChild!);
    case 'ConditionalExpression':
      return best(value.getChildren('Expression').slice(1).map(again));
    case 'BinaryExpression':
      return value.getChild('LogicOp') ? best(value.getChildren('Expression').map(again)) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** The most telling of several possible kinds; other only where all are. */
function best(kinds: Kind[]): Kind {
  const known = kinds.find(({ is }) => is !== 'unknown' && is !== 'other');
  if (known) return known;
  return kinds.length > 0 && kinds.every(({ is }) => is === 'other') ? OTHER : UNKNOWN;
}

function kindOfModule(specifier: string, name: string): Kind {
  if (isTensorFlow(specifier)) return { is: 'tensorflow', path: ['*', 'default', 'tf'].includes(name) ? '' : name };
  if (name === 'tf') return { is: 'tensorflow', path: '' };
  // Any module may make models; only what is constructed from another package's class is plainly its own.
  return UNKNOWN;
}

function kindOfName(reading: Reading, node: SyntaxNode, depth: number): Kind {
  const name = textOf(reading.source, node);
  const found = reading.bindings.find(name, node);
  if (found.length === 0) return name === 'tf' ? { is: 'tensorflow', path: '' } : UNKNOWN;
  const kind = best(found.map((binding) => kindOfBinding(reading, name, binding, depth)));
  if (kind.is !== 'unknown') return kind;
  return ELSEWHERE.test(name) ? OTHER : UNKNOWN;
}

function kindOfBinding(reading: Reading, name: string, binding: Binding, depth: number): Kind {
  switch (binding.from) {
    case 'import':
      return kindOfModule(binding.specifier, name === 'tf' ? 'tf' : binding.name);
    case 'parameter':
      if (name === 'tf') return { is: 'tensorflow', path: '' };
      return kindOfType(binding.type);
    case 'class':
    case 'function':
      return UNKNOWN;
    case 'value': {
      const typed = kindOfType(binding.type);
      if (typed.is !== 'unknown' || !binding.value) return typed;
      const value = kindOf(reading, binding.value, depth + 1);
      if (binding.path.length === 0) return value;
      if (value.is === 'tensorflow')
        return { is: 'tensorflow', path: [value.path, ...binding.path].filter(Boolean).join('.') };
      return name === 'tf' ? { is: 'tensorflow', path: '' } : UNKNOWN;
    }
  }
}

const MODEL_TYPE = /(^|\.)(Sequential|LayersModel|Functional|Model)$/;
const OPTIMIZER_TYPE = /(^|\.)\w*Optimizer$/;

function kindOfType(type: string | null): Kind {
  if (!type) return UNKNOWN;
  const names = type.split('|').map((part) => part.trim().replace(/^Promise<(.*)>$/, '$1'));
  if (names.some((name) => MODEL_TYPE.test(name))) return { is: 'model' };
  if (names.some((name) => OPTIMIZER_TYPE.test(name))) return { is: 'optimizer' };
  if (names.some((name) => /(^|\.)Variable(<.*>)?$/.test(name))) return { is: 'variable' };
  return names.some((name) => ELSEWHERE.test(name)) ? OTHER : UNKNOWN;
}

function kindOfMember(reading: Reading, node: SyntaxNode, depth: number): Kind {
  const member = memberOf(reading.source, node);
  if (!member) return UNKNOWN;
  const { object, property } = member;
  if (object.name === 'this') {
    const { values, type } = reading.bindings.findOfThis(property, node);
    const kind = best(
      [kindOfType(type), ...values.map((value) => kindOf(reading, value, depth + 1))].filter(
        ({ is }, i) => i > 0 || is !== 'unknown',
      ),
    );
    if (kind.is !== 'unknown') return kind;
    return ELSEWHERE.test(property) ? OTHER : UNKNOWN;
  }
  const of = kindOf(reading, object, depth + 1);
  // `require('@tensorflow/tfjs').default` and `window.tf` are TensorFlow.js too.
  if (of.is === 'tensorflow') {
    return { is: 'tensorflow', path: property === 'default' ? of.path : [of.path, property].filter(Boolean).join('.') };
  }
  if (property === 'tf') return { is: 'tensorflow', path: '' };
  return ELSEWHERE.test(property) ? OTHER : UNKNOWN;
}

/** What calling this gives. */
function kindOfResult(reading: Reading, callee: SyntaxNode, depth: number): Kind {
  const target = bare(callee);
  const called = kindOf(reading, target, depth + 1);
  if (called.is === 'tensorflow') return kindOfTensorFlowResult(called.path);
  if (target.name !== 'VariableName') return UNKNOWN;
  for (const binding of reading.bindings.find(textOf(reading.source, target), target)) {
    const made = binding.from === 'function' ? binding.node : binding.from === 'value' ? binding.value : null;
    if (!made || !['FunctionDeclaration', 'FunctionExpression', 'ArrowFunction'].includes(made.name)) continue;
    return best(returnsOf(made).map((value) => kindOf(reading, value, depth + 1)));
  }
  return UNKNOWN;
}

function kindOfTensorFlowResult(path: string): Kind {
  if (/^(sequential|model|loadLayersModel|models\.modelFromJSON)$/.test(path)) return { is: 'model' };
  if (/^train\.\w+$/.test(path)) return { is: 'optimizer' };
  if (path === 'variable') return { is: 'variable' };
  if (/^(grads?|valueAndGrads?)$/.test(path)) return { is: 'gradientFunction' };
  return UNKNOWN;
}

function kindOfNew(reading: Reading, node: SyntaxNode, depth: number): Kind {
  const { source } = reading;
  const made = node.getChildren('Expression')[0];
  if (!made) return UNKNOWN;
  const name = textOf(source, made);
  const kind = kindOf(reading, made, depth + 1);
  if (kind.is === 'tensorflow') return kindOfType(kind.path);
  if (ELSEWHERE.test(name)) return OTHER;
  const root = rootOf(made);
  for (const binding of root.name === 'VariableName' ? reading.bindings.find(textOf(source, root), root) : []) {
    if (binding.from === 'class' && root === made) return kindOfClass(reading, binding.node, depth);
    const specifier = specifierOf(source, binding);
    if (specifier !== null && !/^[./]/.test(specifier)) return OTHER;
  }
  return UNKNOWN;
}

/** The module that a name comes from, by import or require. */
function specifierOf(source: Source, binding: Binding): string | null {
  if (binding.from === 'import') return binding.specifier;
  const value = binding.from === 'value' && binding.value ? bare(binding.value) : null;
  if (value?.name !== 'CallExpression' || textOf(source, value.firstChild!) !== 'require') return null;
  const [first] = argumentsOf(value) ?? [];
  return first?.name === 'String' ? stringOf(source, first) : null;
}

/** A class of this file is a model where it extends one, and else its owner's own affair. */
function kindOfClass(reading: Reading, node: SyntaxNode, depth: number): Kind {
  const parent = node.getChild('extends')?.nextSibling;
  if (!parent || !parent.type.is('Expression')) return OTHER;
  const kind = kindOf(reading, parent, depth + 1);
  return kind.is === 'tensorflow' ? kindOfType(kind.path) : UNKNOWN;
}

function rootOf(node: SyntaxNode): SyntaxNode {
  let root = node;
  while (root.name === 'MemberExpression' && root.firstChild) root = root.firstChild;
  return root;
}
