/** The theme's colours by role, as canvases want them; read again whenever the theme changes. */
import type { Theme } from '../state/state.js';
import { colourOf, type ColourRole } from '../theme/roles.js';
import type { Ground } from './ramp.js';

const ROLES = [
  'background',
  'text',
  'text-second',
  'grid',
  'total',
  'data',
  'validation',
  'penalty-first',
  'penalty-second',
  'limit',
  'cursor',
] as const satisfies readonly ColourRole[];
export type PaintRole = (typeof ROLES)[number];

export interface Palette extends Record<PaintRole, string> {
  ground: Ground;
  contrast: boolean;
  /** CSS font of labels inside plots. */
  font: string;
}

const known = new WeakMap<Theme, Palette>();

/** @param element lies inside the inspector. */
export function paletteOf(element: Element, theme: Theme): Palette {
  let palette = known.get(theme);
  if (!palette) {
    const colours = ROLES.map((role) => [role, colourOf(element, role)]);
    palette = {
      ...(Object.fromEntries(colours) as Record<PaintRole, string>),
      ground: theme.kind === 'light' || theme.kind === 'hc-light' ? 'light' : 'dark',
      contrast: theme.kind.startsWith('hc'),
      font: getComputedStyle(element).fontFamily,
    };
    known.set(theme, palette);
  }
  return palette;
}
