/** How a message of the host changes the state. */
import type { CurvatureDetail } from '../../src/protocol/curvature.js';
import type { RunHead, SessionStatus, ToWebview, TrainingHead, TrainingSeries } from '../../src/protocol/inspector.js';
import {
  curvatureKey,
  detailKey,
  measureKey,
  pathsKey,
  readingsKey,
  type InspectorState,
  type Measuring,
} from './state.js';
import { mergeSeries } from './series.js';
import { recordedSteps } from './selectors.js';

/** Messages that answer a request are joined by the store, which knows what was asked. */
export type StateMessage = Exclude<ToWebview, { type: 'refused' }>;

export type Received = { state: InspectorState; rehydrate: boolean };

export function receive(before: InspectorState, message: StateMessage): Received {
  const state = before.hydrated ? before : { ...before, hydrated: true };
  switch (message.type) {
    case 'empty':
      return done({ ...state, ...nothing(), run: null, status: null, sources: [] });
    case 'run':
      return done(takeRun(state, message.run));
    case 'status':
      return done(takeStatus(state, message.status));
    case 'series':
      return takeSeries(state, message.series);
    case 'readings': {
      const key = readingsKey(message.readings.training, message.readings.step);
      return done({ ...state, readings: withNewest(state.readings, key, message.readings, 512) });
    }
    case 'detail': {
      const key = detailKey(message.detail.training, message.detail.variable);
      return done({ ...state, details: withNewest(state.details, key, message.detail, 8) });
    }
    case 'curvature': {
      const { curvature } = message;
      return done({ ...state, curvature: new Map(state.curvature).set(curvature.training, curvature) });
    }
    case 'terms': {
      const { terms } = message;
      return done({ ...state, terms: new Map(state.terms).set(terms.training, terms) });
    }
    case 'jacobian': {
      const { jacobian } = message;
      return done({ ...state, jacobian: new Map(state.jacobian).set(jacobian.training, jacobian) });
    }
    case 'lines':
      return done({ ...state, lines: new Map(state.lines).set(message.lines.training, message.lines) });
    case 'gradientPaths': {
      const key = pathsKey(message.paths.training, message.paths.step);
      return done({ ...state, paths: withNewest(state.paths, key, message.paths, 16) });
    }
    case 'curvatureDetail':
      return done(takeCurvatureDetail(state, message.detail));
    case 'measuring': {
      const { training, what } = message;
      return done(takeMeasuring(state, { training, what, step: null }));
    }
    case 'measured': {
      const { what, detail } = message;
      const { training, step } = detail;
      return done(takeMeasuring(takeCurvatureDetail(state, detail), { training, what, step }));
    }
    case 'sources':
      return done({ ...state, sources: message.sources });
    case 'show': {
      const { training, step, variable } = message;
      const openVariable = variable ?? (training === state.selection.training ? state.selection.openVariable : null);
      return done({ ...state, selection: { training, step, follow: false, cursor: null, openVariable } });
    }
  }
}

const done = (state: InspectorState): Received => ({ state, rehydrate: false });

type Kept =
  | 'jacobian'
  | 'terms'
  | 'series'
  | 'readings'
  | 'details'
  | 'refusals'
  | 'curvature'
  | 'curvatureDetails'
  | 'measuring'
  | 'lines'
  | 'paths';

/** Everything that belongs to one run. */
function nothing(): Pick<InspectorState, Kept | 'selection'> {
  return {
    curvature: new Map(),
    terms: new Map(),
    jacobian: new Map(),
    curvatureDetails: new Map(),
    lines: new Map(),
    paths: new Map(),
    measuring: new Map(),
    series: new Map(),
    readings: new Map(),
    details: new Map(),
    refusals: new Map(),
    selection: { training: 0, step: 0, follow: true, cursor: null, openVariable: null },
  };
}

function takeRun(state: InspectorState, run: RunHead): InspectorState {
  const same = state.run === null || state.run.id === run.id;
  const next: InspectorState = same ? { ...state, run } : { ...state, ...nothing(), status: null, sources: [], run };
  return followNewest(same && state.run ? keepSelection(next) : (returned(next) ?? selectFirst(next)));
}

/** Back to where the user stood when the webview went away, if that run is shown again. */
function returned(state: InspectorState): InspectorState | null {
  const { standing } = state.view;
  if (!standing || standing.run !== state.run?.id) return null;
  const { training, step, follow, openVariable } = standing;
  if (!state.run.trainings.some(({ id }) => id === training)) return null;
  return { ...state, selection: { training, step, follow, cursor: null, openVariable } };
}

/** The training shown first is the one on the line that was asked for. */
function selectFirst(state: InspectorState): InspectorState {
  const asked = state.run?.trainings.find((training) => isAsked(state, training));
  if (!asked) return keepSelection(state);
  return { ...state, selection: { ...state.selection, training: asked.id } };
}

function isAsked(state: InspectorState, training: TrainingHead): boolean {
  const program = state.run?.program;
  return (
    program !== undefined && training.line === program.line && training.file === (program.lineFile ?? program.file)
  );
}

/** A training that does not exist is not shown. */
function keepSelection(state: InspectorState): InspectorState {
  const trainings = state.run?.trainings ?? [];
  if (trainings.length === 0 || trainings.some((training) => training.id === state.selection.training)) return state;
  return { ...state, selection: { ...state.selection, training: trainings[0]!.id, openVariable: null } };
}

function takeCurvatureDetail(state: InspectorState, detail: CurvatureDetail): InspectorState {
  const key = curvatureKey(detail.training, detail.step);
  return { ...state, curvatureDetails: withNewest(state.curvatureDetails, key, detail, 16) };
}

function takeMeasuring(state: InspectorState, measuring: Measuring): InspectorState {
  const key = measureKey(measuring.training, measuring.what);
  return { ...state, measuring: new Map(state.measuring).set(key, measuring) };
}

function takeStatus(state: InspectorState, status: SessionStatus): InspectorState {
  return followNewest({ ...state, status });
}

function takeSeries(state: InspectorState, part: TrainingSeries): Received {
  const merged = mergeSeries(state.series.get(part.training), part);
  if (!merged) return { state, rehydrate: true };
  const series = new Map(state.series).set(part.training, merged);
  return done(followNewest({ ...state, series }));
}

/** Steps that a training must have before it is taken to have followed another, not to take turns with it. */
const FOLLOWED_AFTER = 3;

/** While it follows, the inspector goes over to a training that began when the one shown had ended. */
function followTraining(state: InspectorState): InspectorState {
  const { selection, status } = state;
  if (!selection.follow || !status || status.training === selection.training) return state;
  const next = state.series.get(status.training);
  const shown = state.series.get(selection.training);
  const head = state.run?.trainings.find(({ id }) => id === status.training);
  if (!next || !head) return state;
  const over = shown ? shown.time[shown.buckets - 1]! <= next.time[0]! : recordedSteps(state) === 0;
  if (!over || (next.steps < FOLLOWED_AFTER && !isAsked(state, head))) return state;
  return { ...state, selection: { ...selection, training: status.training, openVariable: null } };
}

/** Moves the scrubber with the newest step while it follows, and never leaves it beyond what is recorded. */
function followNewest(before: InspectorState): InspectorState {
  const state = followTraining(before);
  const recorded = recordedSteps(state);
  const { step, follow } = state.selection;
  const next = follow ? recorded : Math.min(step, Math.max(recorded, step > 0 ? 1 : 0));
  return next === step || (recorded === 0 && !follow)
    ? state
    : { ...state, selection: { ...state.selection, step: next } };
}

/** A map with the key set as its newest entry, and the oldest dropped beyond `limit`. */
function withNewest<V>(known: ReadonlyMap<string, V>, key: string, value: V, limit: number): Map<string, V> {
  const next = new Map(known);
  next.delete(key);
  next.set(key, value);
  for (const oldest of next.keys()) {
    if (next.size <= limit) break;
    next.delete(oldest);
  }
  return next;
}
