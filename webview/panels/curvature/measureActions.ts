/** What can be asked for from the panel: the spectrum, the Newton step, the same numbers in float64. */
import { html } from 'lit';
import type { Measurement } from '../../../src/protocol/curvature.js';
import { shownCurvature, shownStep } from '../../state/selectors.js';
import type { InspectorState } from '../../state/state.js';
import type { InspectorStore } from '../../store.js';

/** Where it can be measured now: the newest weights of a program that runs or stands, or a checkpoint; null: nowhere. */
export function measurableAt(state: InspectorState): { checkpoint: number | null } | null {
  const curvature = shownCurvature(state);
  if (state.place === 'page' || !curvature) return null;
  if (state.status?.live) return { checkpoint: null };
  const checkpoint = curvature.checkpoints.findLast((step) => step <= shownStep(state));
  return checkpoint === undefined ? null : { checkpoint };
}

/** Buttons that measure; a recorded run says at which step. */
export function measureActions(store: InspectorStore) {
  const at = measurableAt(store.state);
  if (!at) return null;
  const { checkpoint } = at;
  const button = (what: Measurement, now: string, then: string) =>
    html`<button class="toggle-button" @click=${() => store.measure(what, checkpoint)}>
      ${checkpoint === null ? now : `${then} ${checkpoint}`}
    </button>`;
  return html`${button('spectrum', 'Spectrum Now', 'Spectrum at Step')}
  ${button('newton', 'Newton Step', 'Newton at Step')} ${button('verify', 'Verify This Step', 'Verify Step')}`;
}
