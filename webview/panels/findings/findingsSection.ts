/** The section of the findings; it exists where there are some. */
import { html } from 'lit';
import type { SectionDefinition } from '../../frame/sections.js';
import './findingsPanel.js';
import { shownFindings } from './shownFindings.js';

export const findingsSection: SectionDefinition = {
  id: 'findings',
  title: 'Findings',
  isShown: (state) => shownFindings(state).length > 0,
  // Also of a program that failed before its first step.
  needsSteps: false,
  opens: () => true,
  summary: (state) => shownFindings(state)[0]?.finding.message ?? null,
  count: (state) => shownFindings(state).length,
  body: (store) => html`<gl-findings .store=${store}></gl-findings>`,
};
