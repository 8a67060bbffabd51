/**
 * The colours of VS Code's four modern themes, for the page that stands alone: in the editor they come from the editor.
 * Names are VS Code's, without their prefix; values are what its webviews get, which a test in the real workbench holds
 * them to.
 */
import type { Theme } from '../state/state.js';

const fonts = {
  'font-family':
    '"Segoe WPC", "Segoe UI", -apple-system, BlinkMacSystemFont, system-ui, "Open Sans", Ubuntu, "Droid Sans", sans-serif',
  'font-size': '13px',
  'editor-font-family': 'Consolas, Menlo, "Noto Mono", "Droid Sans Mono", monospace',
};

const KINDS = ['dark', 'light', 'hc-dark', 'hc-light'] as const satisfies readonly Theme['kind'][];

/** By kind, in the order of KINDS; null where the theme has none. */
// prettier-ignore
const colours: Readonly<Record<string, readonly (string | null)[]>> = {
  foreground: ['#cccccc', '#3b3b3b', '#ffffff', '#292929'],
  descriptionForeground: ['#9d9d9d', '#3b3b3b', 'rgba(255, 255, 255, 0.7)', 'rgba(41, 41, 41, 0.7)'],
  disabledForeground: ['rgba(204, 204, 204, 0.5)', 'rgba(97, 97, 97, 0.5)', '#a5a5a5', '#7f7f7f'],
  errorForeground: ['#f85149', '#f85149', '#f48771', '#b5200d'],
  'icon-foreground': ['#cccccc', '#3b3b3b', '#ffffff', '#292929'],
  focusBorder: ['#0078d4', '#005fb8', '#f38518', '#006bbd'],
  'editor-background': ['#1f1f1f', '#ffffff', '#000000', '#ffffff'],
  'sideBar-background': ['#181818', '#f8f8f8', '#000000', '#ffffff'],
  'panel-border': ['#2b2b2b', '#e5e5e5', '#6fc3df', '#0f4a85'],
  'textLink-foreground': ['#4daafc', '#005fb8', '#21a6ff', '#0f4a85'],
  'textPreformat-foreground': ['#d0d0d0', '#3b3b3b', '#ffffff', '#ffffff'],
  'charts-foreground': ['#cccccc', '#3b3b3b', '#ffffff', '#292929'],
  'charts-lines': ['rgba(204, 204, 204, 0.5)', 'rgba(59, 59, 59, 0.5)', 'rgba(255, 255, 255, 0.5)', 'rgba(41, 41, 41, 0.5)'],
  'charts-red': ['#f14c4c', '#e51400', '#f48771', '#b5200d'],
  'charts-blue': ['#59a4f9', '#0063d3', '#59a4f9', '#0063d3'],
  'charts-yellow': ['#cca700', '#bf8803', '#ffd370', '#895503'],
  'charts-green': ['#89d185', '#388a34', '#89d185', '#374e06'],
  'charts-purple': ['#b180d7', '#652d90', '#b180d7', '#652d90'],
  'problemsErrorIcon-foreground': ['#f14c4c', '#e51400', '#f48771', '#b5200d'],
  'problemsWarningIcon-foreground': ['#cca700', '#bf8803', '#ffd370', '#895503'],
  'problemsInfoIcon-foreground': ['#59a4f9', '#0063d3', '#59a4f9', '#0063d3'],
  'testing-iconPassed': ['#73c991', '#73c991', '#73c991', '#007100'],
  'debugIcon-pauseForeground': ['#75beff', '#007acc', '#75beff', '#007acc'],
  'debugIcon-continueForeground': ['#75beff', '#007acc', '#75beff', '#007acc'],
  'debugIcon-stepOverForeground': ['#75beff', '#007acc', '#75beff', '#007acc'],
  'debugIcon-restartForeground': ['#89d185', '#388a34', '#89d185', '#388a34'],
  'debugIcon-stopForeground': ['#f48771', '#a1260d', '#f48771', '#a1260d'],
  'toolbar-hoverBackground': ['rgba(90, 93, 94, 0.31)', 'rgba(184, 184, 184, 0.31)', null, null],
  'toolbar-activeBackground': ['rgba(99, 102, 103, 0.31)', 'rgba(166, 166, 166, 0.31)', null, null],
  'list-hoverBackground': ['#2a2d2e', '#f2f2f2', 'rgba(255, 255, 255, 0.1)', 'rgba(15, 74, 133, 0.1)'],
  'inputOption-activeBackground': ['rgba(36, 137, 219, 0.51)', '#bed6ed', 'rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)'],
  'inputOption-activeForeground': ['#ffffff', '#000000', '#ffffff', '#292929'],
  'inputOption-activeBorder': ['#2488db', '#005fb8', '#6fc3df', '#0f4a85'],
  'badge-background': ['#616161', '#cccccc', '#000000', '#0f4a85'],
  'badge-foreground': ['#f8f8f8', '#3b3b3b', '#ffffff', '#ffffff'],
  'button-background': ['#0078d4', '#005fb8', '#000000', '#0f4a85'],
  'button-foreground': ['#ffffff', '#ffffff', '#ffffff', '#ffffff'],
  'button-hoverBackground': ['#026ec1', '#0258a8', '#000000', '#0f4a85'],
  'dropdown-background': ['#313131', '#ffffff', '#000000', '#ffffff'],
  'dropdown-border': ['#3c3c3c', '#cecece', '#6fc3df', '#0f4a85'],
  'dropdown-foreground': ['#cccccc', '#3b3b3b', '#ffffff', '#292929'],
  'list-activeSelectionBackground': ['#04395e', '#e8e8e8', null, 'rgba(15, 74, 133, 0.1)'],
  'list-activeSelectionForeground': ['#ffffff', '#000000', null, null],
  'progressBar-background': ['#0078d4', '#005fb8', '#6fc3df', '#0f4a85'],
  'editorHoverWidget-background': ['#202020', '#f8f8f8', '#0c141f', '#ffffff'],
  'editorHoverWidget-foreground': ['#cccccc', '#3b3b3b', '#ffffff', '#292929'],
  'editorHoverWidget-border': ['rgba(204, 204, 204, 0.2)', 'rgba(59, 59, 59, 0.2)', '#6fc3df', '#0f4a85'],
  'editorHoverWidget-statusBarBackground': ['#262626', '#ececec', '#0c141f', '#ffffff'],
  'widget-shadow': ['rgba(0, 0, 0, 0.36)', 'rgba(0, 0, 0, 0.16)', null, null],
  'scrollbarSlider-background': ['rgba(121, 121, 121, 0.4)', 'rgba(100, 100, 100, 0.4)', 'rgba(111, 195, 223, 0.6)', 'rgba(15, 74, 133, 0.4)'],
  'editorLineNumber-foreground': ['#6e7681', '#6e7681', '#ffffff', '#292929'],
  'editorLineNumber-activeForeground': ['#cccccc', '#171184', '#f38518', '#006bbd'],
  'editor-stackFrameHighlightBackground': ['rgba(255, 255, 0, 0.2)', 'rgba(255, 255, 102, 0.45)', 'rgba(255, 255, 0, 0.2)', 'rgba(255, 255, 102, 0.45)'],
  'diffEditor-insertedLineBackground': ['rgba(155, 185, 85, 0.2)', 'rgba(155, 185, 85, 0.2)', null, null],
  'diffEditor-removedLineBackground': ['rgba(255, 0, 0, 0.2)', 'rgba(255, 0, 0, 0.2)', null, null],
  contrastBorder: [null, null, '#6fc3df', '#0f4a85'],
  contrastActiveBorder: [null, null, '#f38518', '#006bbd'],
  'button-border': ['rgba(255, 255, 255, 0.1)', 'rgba(0, 0, 0, 0.1)', '#6fc3df', '#0f4a85'],
  'list-inactiveSelectionBackground': ['#37373d', '#e4e6f1', null, 'rgba(15, 74, 133, 0.1)'],
};

/** What a theme gives to webviews, by name without prefix. */
export function sheetOf(kind: Theme['kind']): ReadonlyMap<string, string> {
  const column = KINDS.indexOf(kind);
  const defined = Object.entries(colours).flatMap(([name, values]): [string, string][] => {
    const value = values[column] ?? null;
    return value === null ? [] : [[name, value]];
  });
  return new Map([...Object.entries(fonts), ...defined]);
}

/** Gives the page the colours of a theme, as the editor would. */
export function applySheet(kind: Theme['kind']): void {
  const { style } = document.documentElement;
  for (const name of Object.keys(colours)) style.removeProperty(`--vscode-${name}`);
  for (const [name, value] of sheetOf(kind)) style.setProperty(`--vscode-${name}`, value);
  style.setProperty('color-scheme', kind.endsWith('light') ? 'light' : 'dark');
  document.body.setAttribute('data-vscode-theme-kind', themeKindNames[kind]);
  // The toolkit reads its colours again when this changes.
  document.body.className = themeKindNames[kind];
}

const themeKindNames: Record<Theme['kind'], string> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'hc-dark': 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast-light',
};
