/**
 * Records the loss program of one gradient call, while it runs. The caller hands every op of the call through `op`, and tells what
 * else happens; the user's own call is not changed by it. A fault here loses the program of this step, and nothing else.
 */
import type { TermForm } from '../protocol/library.js';
import type { DataId, Tensor } from '@tensorflow/tfjs-core';
import { assembleProgram } from './assembleProgram.js';
import { copyAttributes } from './attributes.js';
import { holdData, nextTensorId, type RecordedEngine } from './heldData.js';
import type {
  CustomGradientOp,
  LossOp,
  LossProgram,
  NamedSlot,
  OpSource,
  Refusal,
  Slot,
  UntrainedVariable,
} from './lossProgram.js';
import { LARGEST_LEAF, recordingFailed, refusal, type RefusedWhat } from './refusals.js';
import { slotBook } from './slotBook.js';

export interface OpCall {
  kernelName?: string;
  inputs: Record<string, Tensor | null | undefined> | Tensor[];
  attrs?: object;
  /** Of a function with a gradient of its own, in place of a kernel's name. */
  forwardFunc?: (backend: unknown, save: (tensors: Tensor[]) => void) => Tensor;
  backwardsFunc?: (dy: Tensor, saved: Tensor[]) => Record<string, () => Tensor>;
}
type Outputs = Tensor | Tensor[];

export interface ProgramRecording {
  /** Runs an op of the engine (`run` is the engine's own runKernelFunc) and takes note of it. */
  op(call: OpCall, run: (call: OpCall) => Outputs): Outputs;
  /** The engine made `to` for a later backward pass: the same value as `from`. */
  cloned(from: Tensor, to: Tensor): void;
  /** The program reads values back. */
  read(dataId: DataId): void;
  /** The program gives the term that a tensor holds a name. */
  named(tensor: Tensor, name: string, form: TermForm | null): void;
  /** The loss function returned. */
  returned(loss: Tensor): void;
  /** The gradient call returned: the program, with its data. `variables`: names, in the training's order. */
  finish(variables: readonly { tensor: Tensor; name: string }[]): LossProgram;
  /** The gradient call threw, or the program is not wanted: nothing is read. */
  abandon(): void;
}

export interface RecordingOptions {
  engine: RecordedEngine;
  /** What gradients are asked for. */
  xs: readonly Tensor[];
  /** Where the op that is about to be noted comes from; asked for only where it is kept. */
  source(kernel: string): OpSource | null;
  /** The xs may get other values before the loss is known: no op that reads these is handed on. */
  mayChange?: boolean;
  /** Bytes of a leaf beyond which the program is refused; 64 MB. */
  largestLeaf?: number;
}

export function recordProgram({
  engine,
  xs,
  source,
  mayChange = false,
  largestLeaf = LARGEST_LEAF,
}: RecordingOptions): ProgramRecording {
  const held = holdData(engine);
  const book = slotBook(xs, held, nextTensorId(engine));
  const root: LossOp[] = [];
  /** Where ops go; null: they are no part of the loss. */
  let sink: LossOp[] | null = root;
  let phase: 'forward' | 'backward' | 'ended' = 'forward';
  let insideKernel = 0;
  let loss: Slot | null = null;
  let seen = 0;
  const trained = new Set(xs.map(({ id }) => id));
  const untrained = new Map<string, UntrainedVariable>();
  let problem: Refusal | null = null;
  /** Of single ops: they count only where the loss needs the op. */
  const problems = new Map<LossOp, Refusal>();
  const named: NamedSlot[] = [];
  const reads: { source: OpSource | null; leaves: number }[] = [];

  function quietly(work: () => void): void {
    try {
      work();
    } catch (error) {
      problem ??= recordingFailed(error);
    }
  }
  function refuse(what: RefusedWhat, op: string | null, from: OpSource | null, why: string): void {
    problem ??= refusal(what, op, from, why);
  }

  function note(list: LossOp[], call: OpCall, outputs: readonly Tensor[]): void {
    seen++;
    const kernel = call.kernelName!;
    const inputs = Object.entries(call.inputs).filter(([, tensor]) => tensor) as [string, Tensor][];
    const from = source(kernel);
    const complex = [...outputs, ...inputs.map(([, tensor]) => tensor)].some(({ dtype }) => dtype === 'complex64');
    for (const [, tensor] of inputs) {
      if (!('assign' in tensor) || trained.has(tensor.id)) continue;
      const { name } = tensor as unknown as { name: string };
      if (!untrained.has(name)) untrained.set(name, { name, kernel, source: from });
    }
    if (!inputs.some(([, tensor]) => book.isReached(tensor))) {
      book.fold(
        outputs,
        { kernel, source: from },
        inputs.map(([, tensor]) => tensor),
      );
      return;
    }
    const { copy, problem: unclonable } = copyAttributes(call.attrs);
    const slots = inputs.map(([name, tensor]): [string, Slot] => [name, book.slotOf(tensor)]);
    const op: LossOp = {
      kind: 'kernel',
      kernel,
      attributes: copy,
      inputs: Array.isArray(call.inputs) ? slots.map(([, slot]) => slot) : Object.fromEntries(slots),
      outputs: outputs.map((tensor) => book.bind(tensor, true)),
      source: from,
    };
    list.push(op);
    if (complex) problems.set(op, refusal('complex numbers', kernel, from, 'complex64 tensors cannot be recorded'));
    if (unclonable) problems.set(op, refusal('attribute', kernel, from, `it was given ${unclonable}`));
  }

  /** A function with a gradient of its own: its two passes are recorded as lists of their own. */
  function group(list: LossOp[], call: OpCall, run: (call: OpCall) => Outputs): Outputs {
    const inputs = Object.values(call.inputs) as Tensor[];
    const made: CustomGradientOp = {
      ...{ kind: 'customGradient', inputs: [], outputs: [-1], forward: [], value: -1, saved: [], backward: null },
      exposed: [],
      source: null,
    };
    let reached = false;
    quietly(() => {
      made.source = source('customGrad');
      reached = inputs.some((tensor) => book.isReached(tensor));
    });
    const wrapped: OpCall = {
      ...call,
      forwardFunc(backend, save) {
        sink = made.forward;
        const value = call.forwardFunc!(backend, (tensors) => {
          quietly(() => (made.saved = tensors.map((tensor) => book.slotOf(tensor))));
          insideKernel++;
          try {
            save(tensors);
          } finally {
            insideKernel--;
          }
        });
        quietly(() => {
          if (reached || book.isReached(value)) made.value = book.slotOf(value);
        });
        return value;
      },
      backwardsFunc: (dy, saved) => backward(made, call, dy, saved),
    };
    if (reached) quietly(() => (made.inputs = inputs.map((tensor) => book.slotOf(tensor))));
    let output: Outputs;
    try {
      output = run(wrapped);
    } finally {
      sink = list;
    }
    quietly(() => {
      const value = output as Tensor;
      if (made.value < 0) book.fold([value], { kernel: 'customGrad', source: made.source }, inputs);
      else {
        if (!reached) made.inputs = inputs.map((tensor) => book.slotOf(tensor));
        made.outputs = [book.bind(value, true)];
        list.push(made);
      }
    });
    return output;
  }

  function backward(made: CustomGradientOp, call: OpCall, dy: Tensor, saved: Tensor[]): Record<string, () => Tensor> {
    if (phase === 'ended' || made.value < 0) return call.backwardsFunc!(dy, saved);
    if (phase === 'forward') {
      // A gradient inside the loss function: its ops are ops of the loss.
      quietly(() => (made.exposed = saved.map((tensor) => book.bind(tensor, true))));
      return call.backwardsFunc!(dy, saved);
    }
    const ops: LossOp[] = [];
    const outer = sink;
    let scope: ReturnType<typeof book.rename> | null = null;
    quietly(() => (scope = book.rename([dy, ...saved])));
    sink = ops;
    try {
      const gradients = call.backwardsFunc!(dy, saved);
      quietly(() => {
        const [first, ...others] = scope!.slots;
        const slots = Object.keys(call.inputs).map((name) => book.slotOf(gradients[name]!()));
        made.backward = { dy: first!, saved: others, ops, gradients: slots };
      });
      return gradients;
    } finally {
      sink = outer;
      quietly(() => scope?.restore());
    }
  }

  return {
    op(call, run) {
      if (insideKernel > 0 || sink === null) return run(call);
      const list = sink;
      if (call.kernelName === undefined || call.kernelName === null) return group(list, call, run);
      insideKernel++;
      let outputs: Outputs;
      try {
        outputs = run(call);
      } finally {
        insideKernel--;
      }
      quietly(() => note(list, call, Array.isArray(outputs) ? outputs : [outputs]));
      return outputs;
    },
    cloned(from, to) {
      if (phase !== 'ended') book.alias(from, to);
    },
    read(dataId) {
      if (phase !== 'forward' || insideKernel > 0 || !book.descends(dataId)) return;
      quietly(() => reads.push({ source: source('dataSync'), leaves: book.leaves.length }));
    },
    named(tensor, name, form) {
      quietly(() => {
        if (phase === 'forward' && book.isReached(tensor)) named.push({ slot: book.slotOf(tensor), name, form });
      });
    },
    returned(value) {
      quietly(() => {
        if (value.size === 1 && book.isReached(value)) loss = book.slotOf(value);
        else if (value.size !== 1)
          refuse('loss is not one number', null, null, `it has the shape [${value.shape.join()}]`);
        else refuse('no variable reaches the loss', null, null, 'its gradient is zero everywhere');
        const why = 'the program assigns a variable that it trains inside the loss function';
        if (!mayChange && book.changedInside()) refuse('a variable changes inside the loss', null, null, why);
      });
      phase = 'backward';
      sink = null;
    },
    finish(variables) {
      phase = 'ended';
      try {
        return assembleProgram({
          xs,
          book,
          held,
          root,
          loss,
          seen,
          reads,
          named,
          problem,
          problems,
          variables,
          largestLeaf,
          untrained: [...untrained.values()],
        });
      } finally {
        held.release();
      }
    },
    abandon() {
      phase = 'ended';
      quietly(() => held.release());
    },
  };
}
