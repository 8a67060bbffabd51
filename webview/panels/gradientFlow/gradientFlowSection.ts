/** The section of the gradient flow. */
import { html } from 'lit';
import type { SectionDefinition } from '../../frame/sections.js';
import { shownReadings, shownSeries, shownStep, shownTraining } from '../../state/selectors.js';
import type { InspectorState } from '../../state/state.js';
import { dropdown } from '../../ui/controls.js';
import '../../ui/info.js';
import { flowReading } from './flowReadings.js';
import { flowAbout, flowSummary, flowTable } from './flowWords.js';
import './gradientFlowPanel.js';

const readingsOf = (state: InspectorState) => {
  const [head, series] = [shownTraining(state), shownSeries(state)];
  if (!head || !series) return null;
  const readings = shownReadings(state);
  return { head, reading: (variable: number) => flowReading(variable, readings, series, shownStep(state)) };
};

export const gradientFlowSection: SectionDefinition = {
  id: 'gradientFlow',
  title: 'Gradient flow',
  isShown: () => true,
  opens: () => true,
  summary(state) {
    const shown = readingsOf(state);
    if (!shown) return null;
    const norms = shown.head.variables.map((_, i) => shown.reading(i).norm);
    return flowSummary(shown.head, norms);
  },
  actions(store) {
    const choices = [
      { value: 'norm', label: 'Norm' },
      { value: 'ratio', label: 'Update ratio' },
    ];
    const shown = store.option<string>('gradientFlow.quantity', 'norm');
    const table = () => {
      const now = readingsOf(store.state);
      return now ? flowTable(now.head, now.reading) : { columns: [], rows: [] };
    };
    return html`${dropdown('Shown in the heat map', choices, shown, (value) => store.setOption('gradientFlow.quantity', value))}
      <gl-info .about=${flowAbout} .table=${table}></gl-info>`;
  },
  body: (store) => html`<gl-gradient-flow .store=${store}></gl-gradient-flow>`,
};
