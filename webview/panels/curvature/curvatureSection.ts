/** The section of curvature: it exists where the run has something to say of it, a refusal too. */
import { html } from 'lit';
import type { CurvatureSeries } from '../../../src/protocol/curvature.js';
import type { SectionDefinition } from '../../frame/sections.js';
import { shownCurvature, shownStep } from '../../state/selectors.js';
import { curvatureSummary } from './claim.js';
import './curvaturePanel.js';
import { historyOf } from './history.js';
import { measureActions } from './measureActions.js';

export const curvatureSection: SectionDefinition = {
  id: 'curvature',
  title: 'Curvature',
  isShown(state) {
    const curvature = shownCurvature(state);
    return curvature !== null && hasContent(curvature);
  },
  opens: (state) => !state.layout.merged,
  summary(state) {
    const curvature = shownCurvature(state);
    if (!curvature) return null;
    const refused = curvature.refused.some(({ what }) => what !== 'newton' && what !== 'verify');
    return (
      curvatureSummary(historyOf(curvature), shownStep(state), state.layout.merged) ??
      (refused ? 'refused' : 'not measured yet')
    );
  },
  actions: (store) => (store.state.layout.merged ? null : measureActions(store)),
  body: (store) => html`<gl-curvature .store=${store}></gl-curvature>`,
};

function hasContent({ track, anchors, spectra, refused, notMeasured }: CurvatureSeries): boolean {
  return [track.steps, anchors.steps, spectra, refused, notMeasured].some(({ length }) => length > 0);
}
