/** The card over a line with a finding: what Problems says of it stands there already; the numbers and ways on are added. */
import * as vscode from 'vscode';
import { evidenceText } from '../../format/evidence.js';
import { commandId } from '../commandIds.js';
import { messageOf } from './diagnostics.js';
import type { PlacedFinding } from './placedFindings.js';

const LINKS = ['showFinding', 'showRule', 'pauseOnNaN'] as const;

export function findingHover({ finding, consequences }: PlacedFinding): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const { rule, family, evidence, step, training, count } = finding;
  const card = new vscode.MarkdownString();
  card.isTrusted = { enabledCommands: LINKS.map(commandId) };
  // Not appendText: its spaces do not break.
  const append = (text: string) => card.appendMarkdown(text.replace(/[\\`*_{}[\]()#+\-!~|<>&]/g, '\\$&'));
  const since = step > 0 ? t('since step {0}', step) : t('from the start');
  card.appendMarkdown(`**${t('Gradlens')}** · `);
  append([since, ...(count > 1 ? [t('seen {0} times', count)] : [])].join(', '));
  card.appendMarkdown('\n\n');
  append(messageOf(finding));
  const numbers = evidenceText(evidence);
  if (numbers) {
    card.appendMarkdown('\n\n');
    append(numbers);
  }
  for (const effect of consequences) {
    card.appendMarkdown('\n\n→ ');
    append(t('step {0}: {1}', effect.step, effect.message));
  }
  const link = (title: string, name: (typeof LINKS)[number], argument: unknown) =>
    `[${title}](command:${commandId(name)}?${encodeURIComponent(JSON.stringify([argument]))})`;
  const ways = [
    ...(training >= 0 ? [link(t('Show in Inspector'), 'showFinding', { training, step: Math.max(step, 1) })] : []),
    link(t('About This Rule'), 'showRule', rule),
    ...(family === 'nan-origin' ? [link(t('Pause on NaN'), 'pauseOnNaN', null)] : []),
  ];
  card.appendMarkdown(`\n\n${ways.join(' &nbsp; ')}`);
  return card;
}
