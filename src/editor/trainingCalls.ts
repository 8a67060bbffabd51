/** Where a program trains: the calls that "Train here" stands above. */
import type { SyntaxNode } from '@lezer/common';
import { bindingsOf } from '../source/bindings.js';
import { namesTensorFlow } from '../source/imports.js';
import { kindOf, type Kind, type Reading } from '../source/kinds.js';
import { argumentsOf, bare, enclosing, memberOf, nodesOf, textOf, type Source } from '../source/syntax.js';
import { isRepeated, placeOf } from '../source/loops.js';
import type { TrainingCall } from './trainingWords.js';
import { selfAssignment } from '../source/selfAssignments.js';

interface Candidate {
  callee: string;
  node: SyntaxNode;
  /** A gradient call or an assignment trains only with a loop around it, and shares its lens with the update. */
  role: 'training' | 'update' | 'gradient' | 'assignment';
}

/**
 * @param known whether the file is known to get TensorFlow.js from a module that it imports.
 * @returns one entry a training, in the order of the text.
 */
export function findTrainingCalls(source: Source, known = false): TrainingCall[] {
  if (!known && !namesTensorFlow(source)) return [];
  const reading = { source, bindings: bindingsOf(source) };
  const candidates: Candidate[] = [];
  for (const node of nodesOf(source.tree.topNode)) {
    const candidate = node.name === 'CallExpression' ? candidateOf(reading, node) : null;
    if (candidate) candidates.push(candidate);
  }
  return lensesOf(reading, candidates);
}

function candidateOf(reading: Reading, node: SyntaxNode): Candidate | null {
  const { source } = reading;
  const callee = bare(node.firstChild!);
  const kind = kindOf(reading, callee);
  if (kind.is === 'tensorflow' && /^(variableGrads|grads?|valueAndGrads?)$/.test(kind.path)) {
    // `tf.grads(f)` in a loop trains; made before the loop, the calls of what it gives do.
    return { callee: kind.path, node, role: 'gradient' };
  }
  if (kind.is === 'gradientFunction') return { callee: textOf(source, callee), node, role: 'gradient' };
  const member = memberOf(source, callee);
  if (!member) return null;
  const receiver = member.object.name === 'this' ? kindOfThis(reading, node) : kindOf(reading, member.object);
  return methodCandidate(reading, node, member.property, receiver, member.object);
}

function methodCandidate(
  reading: Reading,
  node: SyntaxNode,
  method: string,
  receiver: Kind,
  object: SyntaxNode,
): Candidate | null {
  const is = receiver.is;
  const count = argumentsOf(node)?.length ?? 0;
  const spread = node.getChild('ArgList')?.getChild('Spread') !== null;
  switch (method) {
    case 'fit':
      return is === 'model' || (is === 'unknown' && (count >= 2 || spread))
        ? { callee: method, node, role: 'training' }
        : null;
    case 'fitDataset':
    case 'trainOnBatch':
      return is === 'model' || is === 'unknown' ? { callee: method, node, role: 'training' } : null;
    case 'minimize':
      return is === 'optimizer' || (is === 'unknown' && count >= 1) ? { callee: method, node, role: 'training' } : null;
    case 'applyGradients':
      return is === 'optimizer' || is === 'unknown' ? { callee: method, node, role: 'update' } : null;
    case 'assign':
      if (is !== 'variable' && is !== 'unknown') return null;
      return selfAssignment(reading, node, object) ? { callee: method, node, role: 'assignment' } : null;
    default:
      return null;
  }
}

/** `this.fit(…)` in a class that extends a model. */
function kindOfThis(reading: Reading, node: SyntaxNode): Kind {
  const body = enclosing(node, (up) => up.name === 'ClassBody');
  const parent = body?.parent?.getChild('extends')?.nextSibling;
  if (!parent) return { is: 'other' };
  const kind = kindOf(reading, parent);
  return kind.is === 'tensorflow' && /(^|\.)(Sequential|LayersModel|Model)$/.test(kind.path)
    ? { is: 'model' }
    : { is: 'unknown' };
}

function lensesOf(reading: Reading, candidates: Candidate[]): TrainingCall[] {
  const { source } = reading;
  const groups = new Map<number, Candidate[]>();
  const calls: TrainingCall[] = [];
  for (const candidate of candidates) {
    if (candidate.role === 'training') {
      calls.push(callAt(source, candidate, candidate.node));
      continue;
    }
    const { loop, func } = placeOf(reading, candidate.node);
    const repeated = loop ?? (func && isRepeated(reading, func));
    if (candidate.role !== 'update' && !repeated) continue;
    const place = (loop ?? func ?? source.tree.topNode).from;
    groups.set(place, [...(groups.get(place) ?? []), candidate]);
  }
  for (const group of groups.values()) {
    const { loop } = placeOf(reading, group[0]!.node);
    // What a loop with an optimizer call assigns (a moving average, say) is part of that training.
    const trainedHere = candidates.some(
      ({ role, node }) => role === 'training' && loop && loop.from <= node.from && node.to <= loop.to,
    );
    const trainings = split(group).filter((members) => !trainedHere || members.some(({ role }) => role === 'gradient'));
    for (const members of trainings) {
      const first = members[0]!;
      const above = trainings.length === 1 && first.role !== 'update' ? loop : null;
      calls.push(callAt(source, first, above ?? first.node));
    }
  }
  return calls.sort((a, b) => a.position - b.position);
}

/** One group a training: each gradient call starts one, updates belong to the gradient call before them. */
function split(group: Candidate[]): Candidate[][] {
  const trainings: Candidate[][] = [];
  const updates = group.filter(({ role }) => role === 'update').length;
  for (const candidate of group) {
    const last = trainings.at(-1);
    const starts = candidate.role === 'gradient' && (updates > 1 || !last);
    // Micro-batches and penalties take several gradients for one update.
    const second =
      candidate.role === 'update' &&
      last?.some(({ role }) => role === 'update') === true &&
      last.every(({ role }) => role !== 'gradient');
    if (!last || starts || second) trainings.push([candidate]);
    else last.push(candidate);
  }
  return trainings;
}

function callAt(source: Source, { callee, node }: Candidate, lens: SyntaxNode): TrainingCall {
  const at = (bare(node.firstChild!).lastChild ?? node).from;
  const isCall = lens.from === node.from;
  return { callee, position: at, line: source.lineOf(at), lensLine: source.lineOf(isCall ? node.from : lens.from) };
}
