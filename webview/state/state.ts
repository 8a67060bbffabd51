/** What the inspector knows and shows: one immutable object, replaced slice by slice. */
import type { CurvatureDetail, CurvatureSeries, Measurement } from '../../src/protocol/curvature.js';
import type {
  RunHead,
  SessionStatus,
  StepReadings,
  TrainingSeries,
  VariableDetail,
} from '../../src/protocol/inspector.js';
import type { GradientPaths, LinesSeries } from '../../src/protocol/lines.js';
import type { JacobianSeries } from '../../src/protocol/jacobianSeries.js';
import type { TermsSeries } from '../../src/protocol/terms.js';
import type { SourceFile } from '../../src/protocol/run.js';
import type { Layout } from '../layout/layout.js';
import type { SectionId } from '../frame/sectionIds.js';

export interface InspectorState {
  /** False until the first message: nothing is drawn before, so that nothing flashes. */
  hydrated: boolean;
  run: RunHead | null;
  status: SessionStatus | null;
  /** By training id; whole series (`firstBucket` 0). A new object for every change. */
  series: ReadonlyMap<number, TrainingSeries>;
  /** By `readingsKey`. */
  readings: ReadonlyMap<string, StepReadings>;
  /** By `detailKey`. */
  details: ReadonlyMap<string, VariableDetail>;
  /** By training id. */
  curvature: ReadonlyMap<number, CurvatureSeries>;
  /** By training id. */
  terms: ReadonlyMap<number, TermsSeries>;
  /** By training id. */
  jacobian: ReadonlyMap<number, JacobianSeries>;
  /** By `curvatureKey`. */
  curvatureDetails: ReadonlyMap<string, CurvatureDetail>;
  /** Gradients on lines over the steps, on a page; by training id. */
  lines: ReadonlyMap<number, LinesSeries>;
  /** By `pathsKey`. */
  paths: ReadonlyMap<string, GradientPaths>;
  /** What the user asked to measure, by `measureKey`. */
  measuring: ReadonlyMap<string, Measuring>;
  /** Why a request was refused, by the same keys. */
  refusals: ReadonlyMap<string, Refusal>;
  sources: readonly SourceFile[];
  selection: Selection;
  view: ViewState;
  layout: Layout;
  theme: Theme;
  /** Beside an editor, which can act, or a page that can only show. */
  place: Place;
}

export type Place = 'editor' | 'page';

/** A measurement that was asked for: under way, or done at a step. Where it is refused, a refusal says why. */
export interface Measuring {
  training: number;
  what: Measurement;
  /** Null: under way. */
  step: number | null;
}

export interface Refusal {
  code: string;
  message: string;
}

export interface Selection {
  /** Id of the training that the panels show. */
  training: number;
  /** Step of the scrubber, from 1; 0 before the first step. */
  step: number;
  /** The scrubber goes on with the newest step. */
  follow: boolean;
  /** Step under the pointer or the keyboard cursor, in every panel; null: none. */
  cursor: number | null;
  /** Index of the variable whose row is open; null: none. */
  openVariable: number | null;
}

/** What is remembered between sessions of the webview. */
export interface ViewState {
  /** Sections that the user closed or opened; the others stand as their definition says. */
  sections: Readonly<Partial<Record<SectionId, boolean>>>;
  /** Options of panels, for example `loss.log`. */
  options: Readonly<Record<string, OptionValue>>;
  /** Where the user stood in which run; null: with the newest step of the training shown by itself. */
  standing: Standing | null;
}

export interface Standing {
  run: string;
  training: number;
  /** 0 while it follows. */
  step: number;
  follow: boolean;
  openVariable: number | null;
}

export type OptionValue = string | number | boolean;

export interface Theme {
  kind: 'dark' | 'light' | 'hc-dark' | 'hc-light';
  /** Grows when colours change: what is painted on a canvas is painted again. */
  version: number;
}

export const readingsKey = (training: number, step: number): string => `${training}:${step}`;
export const curvatureKey = (training: number, step: number): string => `curvature ${training}:${step}`;
export const pathsKey = (training: number, step: number): string => `paths ${training}:${step}`;
export const measureKey = (training: number, what: Measurement): string => `measure ${what} ${training}`;
export const detailKey = (training: number, variable: number): string => `${training}/${variable}`;

export function initialState(layout: Layout, view: ViewState, place: Place): InspectorState {
  return {
    hydrated: false,
    run: null,
    status: null,
    series: new Map(),
    readings: new Map(),
    details: new Map(),
    curvature: new Map(),
    terms: new Map(),
    jacobian: new Map(),
    curvatureDetails: new Map(),
    lines: new Map(),
    paths: new Map(),
    measuring: new Map(),
    refusals: new Map(),
    sources: [],
    selection: { training: 0, step: 0, follow: true, cursor: null, openVariable: null },
    view,
    layout,
    theme: { kind: 'dark', version: 0 },
    place,
  };
}
