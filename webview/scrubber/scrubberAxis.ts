/** The scrubber's x axis: the panels' own for one training, all trainings in order for several. */
import { rightEdgeOfStep, stepAtX, xOfStep, type StepAxis } from '../layout/stepAxis.js';
import { recordedSteps, stepAxis } from '../state/selectors.js';
import type { InspectorState } from '../state/state.js';
import { runOrder, type RunOrder } from './runOrder.js';

export interface ScrubberAxis {
  axis: StepAxis;
  /** Several trainings share the axis: positions are not steps. */
  several: boolean;
  xOf(training: number, step: number): number;
  /** Pixels that steps `first` to `last` of a training cover. */
  extentOf(training: number, first: number, last: number): [number, number];
  /** Trainings that lie side by side; empty where there is one, or where they take turns. */
  segments: { training: number; from: number; to: number }[];
  /** Right edge of what is recorded. */
  recordedX: number;
  /** The recorded step at x. */
  at(x: number): { training: number; step: number };
}

export function scrubberAxis(state: InspectorState): ScrubberAxis {
  const shown = state.selection.training;
  if (state.series.size < 2) {
    const axis = stepAxis(state);
    const recorded = recordedSteps(state);
    return {
      axis,
      several: false,
      xOf: (_, step) => xOfStep(axis, step),
      extentOf: (_, first, last) => [rightEdgeOfStep(axis, first - 1), rightEdgeOfStep(axis, last)],
      segments: [],
      recordedX: rightEdgeOfStep(axis, recorded),
      at: (x) => ({ training: shown, step: Math.min(stepAtX(axis, x), Math.max(recorded, 1)) }),
    };
  }
  const order = orderOf(state);
  const ahead = state.status?.live ? stepsAhead(state) : 0;
  const axis = { last: Math.max(order.length + ahead, 1), width: state.layout.plotWidth };
  return {
    axis,
    several: true,
    xOf: (training, step) => xOfStep(axis, order.positionOf(training, step)),
    extentOf: (training, first, last) => [
      rightEdgeOfStep(axis, order.positionOf(training, first) - 1),
      rightEdgeOfStep(axis, order.positionOf(training, last)),
    ],
    segments: segmentsOf(order, axis),
    recordedX: rightEdgeOfStep(axis, order.length),
    at: (x) => order.at(Math.min(stepAtX(axis, x), order.length), shown),
  };
}

function segmentsOf(order: RunOrder, axis: StepAxis): ScrubberAxis['segments'] {
  const spans = order.spans();
  if (!spans.every(({ first, last, steps }) => last - first === steps - 1)) return [];
  return spans.map(({ training, first, last }) => ({
    training,
    from: rightEdgeOfStep(axis, first - 1),
    to: rightEdgeOfStep(axis, last),
  }));
}

/** Steps still planned for the training under way. */
function stepsAhead(state: InspectorState): number {
  const training = state.run?.trainings.find(({ id }) => id === state.status?.training);
  const planned = training?.planned.steps ?? null;
  return training && planned !== null ? Math.max(planned - recordedSteps(state, training.id), 0) : 0;
}

const orders = new WeakMap<InspectorState['series'], RunOrder>();

function orderOf(state: InspectorState): RunOrder {
  let order = orders.get(state.series);
  if (!order) orders.set(state.series, (order = runOrder([...state.series.values()])));
  return order;
}
