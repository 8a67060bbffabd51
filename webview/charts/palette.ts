/** The theme's colours by role, as canvas wants them. Read again whenever the theme changes. */
import type { Ground } from './ramp.js';

export const ROLES = {
  background: ['editor-background'],
  sidebar: ['sideBar-background', 'editor-background'],
  foreground: ['foreground'],
  second: ['descriptionForeground', 'foreground'],
  lines: ['charts-lines', 'foreground'],
  total: ['charts-foreground', 'foreground'],
  blue: ['charts-blue'],
  green: ['charts-green'],
  yellow: ['charts-yellow'],
  purple: ['charts-purple'],
  red: ['charts-red'],
  step: ['focusBorder'],
} as const;
export type Role = keyof typeof ROLES;

export interface Palette extends Record<Role, string> {
  ground: Ground;
  contrast: boolean;
}

export type ThemeKind = 'dark' | 'light' | 'hc-dark' | 'hc-light';

/** @param variable reads a CSS variable where the charts stand. */
export function readPalette(variable: (name: string) => string, kind: ThemeKind): Palette {
  const colours = Object.entries(ROLES).map(([role, names]) => {
    const found = names.map((name) => variable(`--vscode-${name}`).trim()).find((value) => value !== '');
    return [role, found ?? 'currentColor'];
  });
  return {
    ...(Object.fromEntries(colours) as Record<Role, string>),
    ground: kind === 'light' || kind === 'hc-light' ? 'light' : 'dark',
    contrast: kind.startsWith('hc'),
  };
}

/** Grid lines and epoch marks are this much of `charts-lines`. */
export const GRID_ALPHA = 0.34;
