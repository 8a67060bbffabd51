/** The section of the regularizers; it exists where the loss has several terms, or the program declares penalties. */
import { html } from 'lit';
import type { SectionDefinition } from '../../frame/sections.js';
import {
  shownJacobian,
  shownReadings,
  shownSeries,
  shownStep,
  shownTerms,
  shownTraining,
} from '../../state/selectors.js';
import { isLambda } from '../loss/metricModel.js';
import { shareSummary } from './measuredWords.js';
import './regularizersPanel.js';
import { regularizersSummary } from './regularizersWords.js';

export const regularizersSection: SectionDefinition = {
  id: 'regularizers',
  title: 'Regularizers',
  isShown(state) {
    const terms = shownTerms(state);
    const isSum = terms !== null && (terms.terms.length > 1 || terms.unused.length > 0 || terms.decay !== null);
    const hasJacobian = (shownJacobian(state)?.steps.length ?? 0) > 0;
    const hasLambda = (shownSeries(state)?.metrics ?? []).some(isLambda);
    return isSum || hasJacobian || hasLambda || (shownTraining(state)?.terms.length ?? 0) > 0;
  },
  opens: (state) => !state.layout.merged,
  summary(state) {
    const [head, series] = [shownTraining(state), shownSeries(state)];
    if (!head || !series) return null;
    const terms = shownTerms(state);
    const shares = terms && shareSummary(terms, shownStep(state));
    if (shares) return shares;
    return regularizersSummary({ head, series, step: shownStep(state), readings: shownReadings(state) });
  },
  body: (store) => html`<gl-regularizers .store=${store}></gl-regularizers>`,
};
