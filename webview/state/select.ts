/** How the user's moves change the selection. */
import { recordedSteps } from './selectors.js';
import type { InspectorState } from './state.js';

/** Puts the scrubber on a step of a training; on the newest step it follows again when the run is alive. */
export function seek(state: InspectorState, step: number, training = state.selection.training): InspectorState {
  const recorded = recordedSteps(state, training);
  const clamped = Math.min(Math.max(Math.round(step), recorded > 0 ? 1 : 0), recorded);
  const openVariable = training === state.selection.training ? state.selection.openVariable : null;
  const follow = clamped === recorded && training === (state.status?.training ?? training);
  return { ...state, selection: { training, step: clamped, follow, cursor: null, openVariable } };
}

export function follow(state: InspectorState): InspectorState {
  const training = state.status?.training ?? state.selection.training;
  return seek(state, recordedSteps(state, training), training);
}

/** The cursor stands only on recorded steps. */
export function moveCursor(state: InspectorState, step: number | null): InspectorState {
  const recorded = recordedSteps(state);
  const cursor = step === null || recorded === 0 ? null : Math.min(Math.max(Math.round(step), 1), recorded);
  return cursor === state.selection.cursor ? state : { ...state, selection: { ...state.selection, cursor } };
}

export function openVariable(state: InspectorState, variable: number | null): InspectorState {
  return { ...state, selection: { ...state.selection, openVariable: variable } };
}

/** What Escape closes, after popovers: the opened row, then the cursor. Null: nothing left to close. */
export function closeInnermost(state: InspectorState): InspectorState | null {
  if (state.selection.openVariable !== null) return openVariable(state, null);
  if (state.selection.cursor !== null) return moveCursor(state, null);
  return null;
}
