/** What the webview kept of itself, read back without trust. */
import { SECTION_IDS } from '../frame/sectionIds.js';
import type { InspectorState, OptionValue, Standing, ViewState } from './state.js';

export function readViewState(kept: unknown): ViewState {
  const { sections, options, standing } = objectOf(kept);
  return {
    sections: Object.fromEntries(
      SECTION_IDS.map((id) => [id, objectOf(sections)[id]]).filter(([, open]) => typeof open === 'boolean'),
    ) as ViewState['sections'],
    options: Object.fromEntries(Object.entries(objectOf(options)).filter(([, value]) => isOption(value))) as Record<
      string,
      OptionValue
    >,
    standing: readStanding(objectOf(standing)),
  };
}

const isOption = (value: unknown): value is OptionValue => ['string', 'number', 'boolean'].includes(typeof value);

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function readStanding({ run, training, step, follow, openVariable }: Record<string, unknown>): Standing | null {
  const known = typeof run === 'string' && isCount(training) && isCount(step) && typeof follow === 'boolean';
  return known ? { run, training, step, follow, openVariable: isCount(openVariable) ? openVariable : null } : null;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** The state with its standing noted in the view; the same object where it has not changed. */
export function noteStanding(state: InspectorState): InspectorState {
  if (!state.run || !state.hydrated) return state;
  const { training, step, follow, openVariable } = state.selection;
  const standing: Standing = { run: state.run.id, training, step: follow ? 0 : step, follow, openVariable };
  const noted = state.view.standing;
  const same = noted && (Object.keys(standing) as (keyof Standing)[]).every((key) => noted[key] === standing[key]);
  return same ? state : { ...state, view: { ...state.view, standing } };
}
