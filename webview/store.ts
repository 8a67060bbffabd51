/** Owns the state of the inspector: takes the host's messages and the user's moves, tells subscribers, asks the host. */
import type { Measurement } from '../src/protocol/curvature.js';
import type { FromWebview, InspectorAction, ToWebview } from '../src/protocol/inspector.js';
import type { SectionId } from './frame/sectionIds.js';
import { layoutFor } from './layout/layout.js';
import { noteStanding } from './state/persistence.js';
import { createRequests } from './state/requests.js';
import { receive } from './state/receive.js';
import * as select from './state/select.js';
import { curvatureStep, recordedSteps, shownStep } from './state/selectors.js';
import {
  curvatureKey,
  detailKey,
  initialState,
  measureKey,
  pathsKey,
  readingsKey,
  type InspectorState,
  type OptionValue,
  type Place,
  type Theme,
  type ViewState,
} from './state/state.js';

export interface InspectorStore {
  readonly state: InspectorState;
  /** Called after every change, with the state before it. Returns the way to stop. */
  subscribe(listener: (state: InspectorState, before: InspectorState) => void): () => void;
  receive(messages: readonly ToWebview[]): void;
  /** Moves the scrubber; the host moves the editor's notes with it. */
  seek(step: number, training?: number): void;
  followNewest(): void;
  setCursor(step: number | null): void;
  openVariable(variable: number | null): void;
  /** Closes the opened row, else the cursor; false: nothing was open. */
  closeInnermost(): boolean;
  setSectionOpen(section: SectionId, open: boolean): void;
  setOption(name: string, value: OptionValue): void;
  option<T extends OptionValue>(name: string, standard: T): T;
  setWidth(width: number): void;
  setTheme(kind: Theme['kind']): void;
  act(action: InspectorAction): void;
  /** Asks for a measurement of the training shown: at the newest weights, or at a checkpoint of a recorded run. */
  measure(what: Measurement, checkpoint: number | null): void;
  pauseWhen(condition: string | null): void;
  openLine(file: string, line: number): void;
  /** Opens the documentation of what is shown. */
  openGlossary(term: string): void;
  /** Opens the documentation of a rule. */
  openRule(rule: string): void;
}

export interface StoreHost {
  post(message: FromWebview): void;
  /** Remembers the view. */
  save(view: ViewState): void;
  place: Place;
}

export function createStore(host: StoreHost, view: ViewState, width = 900): InspectorStore {
  let state = initialState(layoutFor(width), view, host.place);
  const listeners = new Set<(state: InspectorState, before: InspectorState) => void>();
  const requests = createRequests(host.post, (key, refusal) => {
    const measuring = new Map(state.measuring);
    measuring.delete(key);
    set({ ...state, measuring, refusals: new Map(state.refusals).set(key, refusal) });
  });

  /** Steps that were recorded when a detail was asked for, by its key. */
  const detailAskedAt = new Map<string, number>();

  function set(next: InspectorState): void {
    if (next === state) return;
    const before = state;
    state = noteStanding(next);
    if (before.view !== state.view) host.save(state.view);
    askForWhatIsShown();
    for (const listener of listeners) listener(state, before);
  }

  function askForWhatIsShown(): void {
    const { training, openVariable } = state.selection;
    const step = shownStep(state);
    if (step > 0 && !state.readings.has(readingsKey(training, step)))
      requests.ask(readingsKey(training, step), { type: 'readings', training, step });
    askForCurvature(training, curvatureStep(state));
    if (openVariable === null) return;
    askForPaths(training, step);
    const key = detailKey(training, openVariable);
    const known = state.details.has(key) || state.refusals.has(key);
    const recorded = recordedSteps(state);
    if (known && !isBehind(detailAskedAt.get(key) ?? 0, recorded, state.status?.live ?? false)) return;
    detailAskedAt.set(key, recorded);
    requests.ask(key, { type: 'detail', training, variable: openVariable });
  }

  /** Only while a row is open. */
  function askForPaths(training: number, step: number): void {
    const key = pathsKey(training, step);
    if (step > 0 && !state.paths.has(key) && !state.refusals.has(key))
      requests.ask(key, { type: 'gradientPaths', training, step });
  }

  function askForCurvature(training: number, step: number): void {
    const key = curvatureKey(training, step);
    if (step > 0 && !state.curvatureDetails.has(key) && !state.refusals.has(key))
      requests.ask(key, { type: 'curvatureDetail', training, step });
  }

  function seekTo(next: InspectorState): void {
    if (next === state) return;
    set(next);
    tellStanding();
  }

  function tellStanding(): void {
    const { training, step, follow } = state.selection;
    host.post({ type: 'seek', training, step, follow });
  }

  return {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    receive(messages) {
      let next = state;
      let rehydrate = false;
      for (const message of messages) {
        if (message.type === 'refused') {
          requests.refuse(message.request, message);
          next = { ...next, refusals: state.refusals, measuring: state.measuring };
          continue;
        }
        if (message.type === 'measuring') requests.underWay(message.request);
        else if ('request' in message) requests.settle(message.request);
        const received = receive(next, message);
        if (received.state.run?.id !== next.run?.id) requests.forget();
        next = received.state;
        rehydrate ||= received.rehydrate;
      }
      const shownBefore = state.run?.id;
      set(next);
      if (state.run && state.run.id !== shownBefore && !state.selection.follow) tellStanding();
      if (rehydrate) host.post({ type: 'ready' });
    },
    seek: (step, training) => seekTo(select.seek(state, step, training)),
    followNewest: () => seekTo(select.follow(state)),
    setCursor: (step) => set(select.moveCursor(state, step)),
    openVariable: (variable) => set(select.openVariable(state, variable)),
    closeInnermost() {
      const next = select.closeInnermost(state);
      if (next) set(next);
      return next !== null;
    },
    setSectionOpen: (section, open) =>
      set({ ...state, view: { ...state.view, sections: { ...state.view.sections, [section]: open } } }),
    setOption: (name, value) =>
      set({ ...state, view: { ...state.view, options: { ...state.view.options, [name]: value } } }),
    option<T extends OptionValue>(name: string, standard: T): T {
      const value = state.view.options[name];
      return typeof value === typeof standard ? (value as T) : standard;
    },
    setWidth(width) {
      if (width !== state.layout.width) set({ ...state, layout: layoutFor(width) });
    },
    setTheme: (kind) => set({ ...state, theme: { kind, version: state.theme.version + 1 } }),
    act: (action) => host.post({ type: 'action', action }),
    measure(what, checkpoint) {
      const { training } = state.selection;
      const key = measureKey(training, what);
      if (state.measuring.get(key)?.step === null) return;
      const refusals = new Map(state.refusals);
      refusals.delete(key);
      set({ ...state, refusals, measuring: new Map(state.measuring).set(key, { training, what, step: null }) });
      requests.ask(key, { type: 'measure', training, what, step: checkpoint });
    },
    pauseWhen: (condition) => host.post({ type: 'pauseWhen', condition }),
    openLine: (file, line) => host.post({ type: 'openLine', file, line }),
    openGlossary: (term) => host.post({ type: 'glossary', term }),
    openRule: (rule) => host.post({ type: 'rule', rule }),
  };
}

/** Histograms are asked for again when a twentieth more is recorded, and at the end. */
function isBehind(askedAt: number, recorded: number, live: boolean): boolean {
  return live ? recorded > askedAt * 1.05 + 4 : recorded > askedAt;
}
