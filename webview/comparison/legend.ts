/** Which line is which: one row a side, and whether its line is drawn. */
import { html, nothing, svg } from 'lit';
import type { Comparison } from '../../src/protocol/comparison.js';
import { styled } from '../ui/styled.js';
import { dateOf, differenceOf, placeOf } from './comparisonWords.js';
import { lookOf } from './sideLooks.js';

export function legend(
  { runs, sides, settings }: Comparison,
  shown: readonly boolean[],
  set: (side: number, shown: boolean) => void,
  openRun: (run: number) => void,
) {
  return html`<ul class="legend" aria-label="Trainings">
    ${sides.map((side, i) => {
      const run = runs[side.run]!;
      const difference = differenceOf(settings, i);
      return html`<li class=${shown[i] ? '' : 'hidden'}>
        <label
          ><input
            type="checkbox"
            aria-label=${`Draw ${side.name}`}
            .checked=${shown[i]!}
            @change=${({ target }: Event) => set(i, (target as HTMLInputElement).checked)}
          />${key(i)}<b>${side.name}</b></label
        >
        <button class="link" title=${`${run.directory}: open this run`} @click=${() => openRun(side.run)}>
          ${placeOf(side, run.program.file)}
        </button>
        <span class="second">${dateOf(run.startedAt)}${run.live ? ', still recorded' : ''}</span>
        <span class="difference" title=${difference}>${difference}</span>
        ${run.damage ? html`<span class="damage second">${run.damage}</span>` : nothing}
      </li>`;
    })}
  </ul>`;
}

function key(side: number) {
  const { role, dash } = lookOf(side);
  const line = svg`<path d="M0 5H32" stroke=${`var(--gl-${role})`} stroke-width="2" stroke-dasharray=${dash.join(' ') || nothing} />`;
  return html`<svg class="look" viewBox="0 0 32 10" aria-hidden="true" ${styled({ width: '32px', height: '10px' })}>
    ${line}
  </svg>`;
}
