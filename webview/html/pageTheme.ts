/** The theme of a page that stands alone: as the system prefers, or as its switch says. */
import type { InspectorStore } from '../store.js';
import type { Theme } from '../state/state.js';
import { applySheet } from '../theme/sheets.js';

export const THEME_CHOICES = [
  { value: 'system', label: 'System Theme' },
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
  { value: 'hc-dark', label: 'Dark High Contrast' },
  { value: 'hc-light', label: 'Light High Contrast' },
] as const;
export const THEME_OPTION = 'page.theme';

const light = () => matchMedia('(prefers-color-scheme: light)');
const contrast = () => matchMedia('(prefers-contrast: more)');

export function themeFor(choice: string, prefersLight: boolean, prefersContrast: boolean): Theme['kind'] {
  const chosen = THEME_CHOICES.find(({ value }) => value === choice && value !== 'system');
  if (chosen) return chosen.value as Theme['kind'];
  if (prefersContrast) return prefersLight ? 'hc-light' : 'hc-dark';
  return prefersLight ? 'light' : 'dark';
}

export function keepPageTheme(store: InspectorStore): void {
  let applied: Theme['kind'] | null = null;
  const apply = () => {
    const kind = themeFor(store.option<string>(THEME_OPTION, 'system'), light().matches, contrast().matches);
    if (kind !== applied) applySheet((applied = kind));
  };
  for (const preference of [light(), contrast()]) preference.addEventListener('change', apply);
  store.subscribe((state, before) => {
    if (state.view !== before.view) apply();
  });
  apply();
}
