/**
 * The forward pass of a training without gradient calls, recorded from the first op that takes one of its variables, as the step
 * before left them, to the scalar that is its loss. What the update computes besides leads nowhere and is left out.
 */
import type { DataId, Tensor, Variable } from '@tensorflow/tfjs-core';
import { detachedCopy, type Engine, type KernelCall } from './engine.js';
import type { ForwardRecording, GradientObserver, OpLine, OwnObservation } from './gradientObserver.js';

export interface OwnForward {
  /** A turn of the loop is over: the next op on all its variables' new values begins another. `step`: the one to come. */
  turned(training: number, step: number, variables: readonly Variable[]): void;
  /** An op is about to run. */
  op(call: KernelCall): void;
  /** The scalar that the program reads as its loss was computed. */
  loss(tensor: Tensor): void;
  /** The loop is over. */
  left(): void;
  /** Null: nothing is recorded. */
  readonly recording: ForwardRecording | null;
}

export interface OwnForwardParts {
  engine: Engine;
  observer: GradientObserver | null;
  line(): OpLine | null;
  measuring<R>(work: () => R): R;
}

interface Turn {
  training: number;
  step: number;
  variables: readonly Variable[];
  /** Whether an op has taken one of them. */
  hasBegun: boolean;
}

export function ownForward({ engine, observer, line, measuring }: OwnForwardParts): OwnForward {
  let turn: Turn | null = null;
  /** Of the turn that is recorded: the data that its variables had. */
  let begun: { turn: Turn; data: DataId[]; weights: Tensor[]; observation: OwnObservation } | null = null;

  function end(): void {
    begun?.observation.abandoned();
    begun = null;
  }

  function begin(at: Turn): void {
    const { training, variables } = at;
    const observation = observer?.beginOwn?.({ engine, training, xs: variables, line });
    if (!observation) return;
    const weights = measuring(() => variables.map((variable) => detachedCopy(engine, variable)));
    begun = { turn: at, data: variables.map(({ dataId }) => dataId), weights, observation };
  }

  /** Whether an op takes one of the variables of which this holds. */
  function takes({ inputs }: KernelCall, variables: readonly Variable[], holds: (row: number) => boolean): boolean {
    return Object.values(inputs as Record<string, Tensor | null | undefined>).some((tensor) => {
      const row = tensor ? variables.findIndex(({ id }) => id === tensor.id) : -1;
      return row >= 0 && holds(row);
    });
  }

  return {
    turned(training, step, variables) {
      turn = { training, step, variables, hasBegun: false };
    },
    op(call) {
      if (!turn) return;
      const { training, variables } = turn;
      // A variable with its new value: the turn that was recorded has no loss, or not that of its old values.
      if (begun && takes(call, variables, (row) => variables[row]!.dataId !== begun!.data[row])) end();
      if (turn.hasBegun || begun || !takes(call, variables, () => true)) return;
      turn.hasBegun = true;
      if (observer?.wantsOwn?.(training)) begin(turn);
    },
    loss(tensor) {
      if (!begun) return;
      const { turn: at, weights, observation } = begun;
      begun = null;
      observation.recording.returned(tensor);
      measuring(() => observation.ended(at.step, at.variables, weights));
    },
    left() {
      end();
      turn = null;
    },
    get recording() {
      return begun?.observation.recording ?? null;
    },
  };
}
