/** The section of the findings; it exists where there are some. */
import { html } from 'lit';
import type { SectionDefinition } from '../../frame/sections.js';
import './findingsPanel.js';

export const findingsSection: SectionDefinition = {
  id: 'findings',
  title: 'Findings',
  isShown: (state) => (state.run?.findings.length ?? 0) > 0,
  beforeSteps: true,
  opens: () => true,
  summary: (state) => state.run?.findings[0]?.message ?? null,
  count: (state) => state.run?.findings.length ?? null,
  body: (store) => html`<gl-findings .store=${store}></gl-findings>`,
};
