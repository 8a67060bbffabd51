/** The card over a line: its numbers at the step shown, how they came to be so, and ways to the inspector. */
import * as vscode from 'vscode';
import { formatNumber } from '../../format/number.js';
import type { LinePoint, LinesPayload } from '../../protocol/lines.js';
import { commandId } from '../commandIds.js';
import { sparkline, type Ink } from './sparkline.js';

export interface HoveredLine {
  /** As it ran. */
  file: string;
  line: number;
  norm: number;
  /** The step that is shown, and that at which the gradient was measured. */
  step: number;
  measured: number;
  changed: boolean;
  detail: LinesPayload | null;
  history: readonly LinePoint[];
  /** Names of the variables that are made there. */
  variables: readonly string[];
}

const LINKS = ['openInspector', 'showLineGradient', 'pauseWhen'] as const;

export function noteHover(hovered: HoveredLine): vscode.MarkdownString {
  const { file, line, norm, step, measured, changed, history } = hovered;
  const { t } = vscode.l10n;
  const card = new vscode.MarkdownString();
  card.isTrusted = { enabledCommands: LINKS.map(commandId) };
  const when = measured === step ? t('step {0}', step) : t('step {0}, measured at step {1}', step, measured);
  card.appendMarkdown(`**‖g‖ ${formatNumber(norm)}** · ${when}\n\n`);
  if (changed) card.appendMarkdown(`*${t('The line has changed since it ran.')}*\n\n`);
  const rows = partsOf(hovered);
  if (rows.length > 0) {
    card.appendMarkdown(`| | ‖g‖ |\n|---|---:|\n`);
    for (const [name, value] of rows) card.appendMarkdown(`| ${name} | ${formatNumber(value)} |\n`);
    card.appendMarkdown('\n');
  }
  if (history.length > 1) {
    const alt = t('‖g‖ over the steps, log scale');
    card.appendMarkdown(`![${alt}](${sparkline(history, step, inkOf(vscode.window.activeColorTheme.kind))})\n\n`);
    const points = few(history).map(({ step: at, norm: then }) => t('{0} at step {1}', formatNumber(then), at));
    card.appendMarkdown(`${points.join(' → ')}\n\n`);
  }
  const link = (title: string, name: (typeof LINKS)[number], args: unknown[] = []) =>
    `[${title}](command:${commandId(name)}?${encodeURIComponent(JSON.stringify(args))})`;
  const links = [
    link(t('Open Inspector'), 'openInspector'),
    link(t('Gradient Path'), 'showLineGradient', [{ file, line }]),
    link(t('Pause When…'), 'pauseWhen'),
  ];
  card.appendMarkdown(links.join(' &nbsp; '));
  return card;
}

function partsOf({ file, line, detail, variables }: HoveredLine): [string, number][] {
  const { t } = vscode.l10n;
  const at = detail ? indexOf(detail, file, line) : -1;
  if (!detail || at < 0) return [];
  const [whole, parameters, called, ops] = [
    detail.norm[at]!,
    detail.parameters[at]!,
    detail.called[at]!,
    detail.ops[at]!,
  ];
  const own = Math.sqrt(Math.max(0, whole ** 2 - parameters ** 2 - called ** 2));
  const rows: [string, number][] = [];
  // How many of the ops are its own is not known where it calls others.
  const words =
    called > 0 ? t('outputs of its own ops') : ops === 1 ? t('output of 1 op') : t('outputs of {0} ops', ops);
  if (ops > 0 && (own > 0 || called === 0)) rows.push([words, own]);
  if (called > 0 || Number.isNaN(called)) rows.push([t('outputs of ops in what it calls'), called]);
  if (variables.length > 0)
    rows.push([variables.map((name) => `\`${name.replaceAll(/[`|]/g, '')}\``).join(', '), parameters]);
  return rows;
}

function indexOf({ files, file, line }: LinesPayload, wanted: string, at: number): number {
  const index = files.indexOf(wanted);
  return line.findIndex((each, i) => each === at && file[i] === index);
}

/** The first, the newest, and up to three between them. */
function few(history: readonly LinePoint[]): LinePoint[] {
  const last = history.length - 1;
  const places = new Set([0, last / 4, last / 2, (3 * last) / 4, last].map(Math.round));
  return [...places].map((at) => history[at]!);
}

/** A picture in a card cannot ask for the theme's colours: those of `charts.*` in the default themes. */
function inkOf(kind: vscode.ColorThemeKind): Ink {
  switch (kind) {
    case vscode.ColorThemeKind.Light:
      return { line: '#0063d3', second: '#3b3b3b80', alarm: '#e51400' };
    case vscode.ColorThemeKind.HighContrastLight:
      return { line: '#0063d3', second: '#292929', alarm: '#b5200d' };
    case vscode.ColorThemeKind.HighContrast:
      return { line: '#59a4f9', second: '#ffffff', alarm: '#f48771' };
    case vscode.ColorThemeKind.Dark:
      return { line: '#59a4f9', second: '#cccccc80', alarm: '#f14c4c' };
  }
}
