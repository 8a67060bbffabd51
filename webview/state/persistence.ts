/** What the webview kept of itself, read back without trust. */
import { SECTION_IDS } from '../frame/sectionIds.js';
import type { OptionValue, ViewState } from './state.js';

export function readViewState(kept: unknown): ViewState {
  const { sections, options } = objectOf(kept);
  return {
    sections: Object.fromEntries(
      SECTION_IDS.map((id) => [id, objectOf(sections)[id]]).filter(([, open]) => typeof open === 'boolean'),
    ) as ViewState['sections'],
    options: Object.fromEntries(Object.entries(objectOf(options)).filter(([, value]) => isOption(value))) as Record<
      string,
      OptionValue
    >,
  };
}

const isOption = (value: unknown): value is OptionValue => ['string', 'number', 'boolean'].includes(typeof value);

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
