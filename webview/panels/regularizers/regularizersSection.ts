/** The section of the regularizers; it exists where the program declares some. */
import { html } from 'lit';
import type { SectionDefinition } from '../../frame/sections.js';
import { shownReadings, shownSeries, shownStep, shownTraining } from '../../state/selectors.js';
import './regularizersPanel.js';
import { regularizersSummary } from './regularizersWords.js';

export const regularizersSection: SectionDefinition = {
  id: 'regularizers',
  title: 'Regularizers',
  isShown: (state) => (shownTraining(state)?.terms.length ?? 0) > 0,
  opens: (state) => !state.layout.merged,
  summary(state) {
    const [head, series] = [shownTraining(state), shownSeries(state)];
    if (!head || !series) return null;
    return regularizersSummary({ head, series, step: shownStep(state), readings: shownReadings(state) });
  },
  body: (store) => html`<gl-regularizers .store=${store}></gl-regularizers>`,
};
