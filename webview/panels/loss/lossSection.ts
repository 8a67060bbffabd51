/** The section of the loss: what it says while closed, and the choices in its header. */
import { html } from 'lit';
import { formatNumber } from '../../../src/format/number.js';
import type { SectionDefinition } from '../../frame/sections.js';
import { shownReadings, shownSeries, shownStep, shownTraining } from '../../state/selectors.js';
import { dropdown, toggle } from '../../ui/controls.js';
import { hasEpochs } from './lossPanel.js';
import { lossAt } from './lossReadings.js';

export const lossSection: SectionDefinition = {
  id: 'loss',
  title: 'Loss',
  isShown: () => true,
  opens: () => true,
  summary(state) {
    const [head, series] = [shownTraining(state), shownSeries(state)];
    if (!head || !series) return null;
    const loss = lossAt({ head, series, step: shownStep(state), readings: shownReadings(state) });
    return loss === null ? null : formatNumber(loss);
  },
  actions(store) {
    const series = shownSeries(store.state);
    const choices = [
      { value: 'steps', label: 'Steps' },
      ...(series && hasEpochs(series) ? [{ value: 'epochs', label: 'Epochs' }] : []),
      { value: 'seconds', label: 'Seconds' },
    ];
    const narrow = store.state.layout.merged;
    return html`${narrow ? null : dropdown('X axis', choices, store.option('loss.x', 'steps'), (x) => store.setOption('loss.x', x))}
    ${toggle('Log', store.option('loss.log', true), (on) => store.setOption('loss.log', on))}
    ${toggle('Smooth', store.option('loss.smooth', true), (on) => store.setOption('loss.smooth', on))}`;
  },
  body: (store) => html`<gl-loss-panel .store=${store}></gl-loss-panel>`,
};
