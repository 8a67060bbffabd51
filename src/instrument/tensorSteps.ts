/**
 * Trainings of plain tensors: the same gradient call, again, with float tensors of the same shapes that descend from the
 * last ones. What a step changes is seen at the next call; once the ops that make the new tensors are known, as they
 * are made.
 */
import type { DataId, Tensor } from '@tensorflow/tfjs-core';
import type { CallSite } from './callSite.js';
import type { Gradients } from './engine.js';
import type { GradientObservation } from './gradientObserver.js';
import type { Lineage } from './lineage.js';
import { argumentNames } from './sourceText.js';
import type { StepRecorder } from './stepRecorder.js';
import type { OpenStep, Training, TrainingBook } from './training.js';

export interface TensorSteps {
  begin(site: CallSite | null, xs: readonly Tensor[]): TensorSite | null;
  end(at: TensorSite, xs: readonly Tensor[], result: Gradients, observation: GradientObservation | null): void;
  /** What the program calls the tensors. */
  names(at: TensorSite, xs: readonly Tensor[]): string[];
}

export interface TensorSite {
  site: CallSite | null;
  bit: number;
  training: Training | null;
  open: TensorStep | null;
  /** The ops that made the next tensors, at the last two steps; a step closes early where they agree. */
  paths: (number | null)[][];
  /** Tensors that closed the last step early, which the next call must be about. */
  predicted: DataId[] | null;
  /** Calls in a row that did not descend from the one before. */
  strangers: number;
}

interface TensorStep extends OpenStep {
  xs: readonly Tensor[];
  dataIds: DataId[];
  /** Copies of the values, where the tensors may be gone when the step closes. */
  views: Tensor[];
  next: (Tensor | null)[];
}

/** A call that is asked about so often without ever being a training is not followed any more. */
const PATIENCE = 20;

/** `copy`: a tensor that outlives this one, which only readers of statistics know. */
export function tensorSteps(
  lineage: Lineage,
  recorder: StepRecorder,
  book: TrainingBook,
  copy: (tensor: Tensor) => Tensor,
): TensorSteps {
  const sites = new Map<string, TensorSite>();
  let newest: TensorSite | null = null;

  function close(at: TensorSite, open: TensorStep, next: readonly Tensor[]): void {
    at.open = null;
    recorder.close(open, at.training!, next, null, null);
  }

  /** The paths of the ops that made the tensors of this call; null for one that is the same as before. */
  function pathsTo(at: TensorSite, open: TensorStep, xs: readonly Tensor[]): (number | null)[] | null {
    const paths: (number | null)[] = [];
    for (const [i, x] of xs.entries()) {
      const mark = lineage.of(x.dataId);
      if (x.dataId === open.dataIds[i]) paths.push(null);
      else if (mark && (mark.bits & at.bit) !== 0 && mark.path !== 0) paths.push(mark.path);
      else return null;
    }
    return paths;
  }

  lineage.onOp.push((mark, output) => {
    const open = newest?.open;
    if (!newest?.training || !open || newest.paths.length < 2) return;
    const [last, before] = newest.paths as [(number | null)[], (number | null)[]];
    if (last.some((path, i) => path !== before[i])) return;
    const row = last.findIndex((path, i) => path === mark.path && open.next[i] === null);
    if (row < 0 || !sameShape(output, open.xs[row]!) || open.xs[row]!.isDisposed) return;
    open.next[row] = output;
    recorder.update(open, row, open.xs[row]!, output);
    if (last.some((path, i) => path !== null && open.next[i] === null)) return;
    const next = open.xs.map((x, i) => open.next[i] ?? x);
    newest.predicted = next.map(({ dataId }) => dataId);
    close(newest, open, next);
  });

  return {
    begin(site, xs) {
      if (xs.some(({ dtype }) => dtype !== 'float32')) return null;
      const key = `${site?.file}:${site?.line}:${site?.column}|${xs.map(({ shape }) => shape.join()).join(';')}`;
      let at = sites.get(key);
      if (!at) {
        const fresh = { open: null, paths: [], predicted: null, strangers: 0 };
        at = { site, bit: lineage.newBit(), training: null, ...fresh };
        sites.set(key, at);
      }
      if (at.strangers > PATIENCE) return null;
      lineage.active = true;
      newest = at;
      const { open, predicted } = at;
      at.predicted = null;
      if (predicted) {
        if (predicted.some((dataId, i) => dataId !== xs[i]!.dataId)) at.paths = [];
        return at;
      }
      if (!open) return at;
      const paths = pathsTo(at, open, xs);
      if (!paths) {
        at.strangers++;
        at.open = at.training = null;
        at.paths = [];
      } else if (paths.some((path) => path !== null)) {
        at.strangers = 0;
        at.training ??= book.add(described(site, xs), []);
        at.paths = [...at.paths, paths].slice(-2);
        xs.forEach((x, row) => {
          recorder.update(open, row, open.views[row]!, x);
        });
        close(at, open, xs);
      }
      return at;
    },
    names: (at, xs) => namesOf(at.site, xs),
    end(at, xs, { value, grads }, observation) {
      const open = (at.open ??= {
        ...recorder.open(xs.length, at.training),
        ...{ xs, dataIds: xs.map(({ dataId }) => dataId), views: [], next: xs.map(() => null) },
      });
      // Where the step closes early the tensors themselves are compared, else copies: they may be disposed by then.
      if (open.views.length === 0) open.views = recorder.measuring(() => xs.map(copy));
      recorder.gradients(open, grads);
      open.losses.push(recorder.scalar(value));
      lineage.stamp++;
      lineage.restart();
      for (const tensor of [...xs, ...grads, value]) if (tensor) lineage.seed(tensor.dataId, at.bit);
      if (!at.training) return;
      const { id, step } = at.training;
      recorder.measuring(() => observation?.resolved(id, step + 1));
      recorder.beforeUpdate(open, at.training, xs, null);
    },
  };
}

function sameShape(a: Tensor, b: Tensor): boolean {
  return a.shape.length === b.shape.length && a.shape.every((n, i) => n === b.shape[i]);
}

function namesOf(site: CallSite | null, xs: readonly Tensor[]): string[] {
  return argumentNames(site?.text ?? '', xs.length);
}

function described(site: CallSite | null, xs: readonly Tensor[]): Training['payload'] {
  const names = namesOf(site, xs);
  return {
    file: site?.file ?? null,
    line: site?.line ?? null,
    callee: site?.callee ?? 'gradients',
    found: 'tensors',
    optimizer: null,
    variables: xs.map(({ shape, size }, i) => {
      const origin = { layer: null, file: null, line: null };
      return { name: names[i]!, shape: shape.slice(), parameters: size, ...origin };
    }),
    terms: [],
    planned: { steps: null, epochs: null, stepsPerEpoch: null },
  };
}
