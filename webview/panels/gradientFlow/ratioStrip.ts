/** Δw/w on a fixed logarithmic strip from 1e-6 to 1 with the band of usual values. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { isUsual, stripPlace, USUAL_RATIO } from './flowReadings.js';

const WIDTH = 66;

export function ratioStrip(ratio: number | null): TemplateResult {
  const at = (value: number) => stripPlace(value) * (WIDTH - 2) + 1;
  const [from, to] = [at(USUAL_RATIO.from), at(USUAL_RATIO.to)];
  const known = ratio !== null && ratio > 0;
  const x = known ? at(ratio) : 0;
  const outside = known && !isUsual(ratio);
  const tick = known
    ? svg`<path d="M${x} 4V16" class=${outside ? 'unusual' : 'usual'} />
      ${outside ? svg`<path d=${pointer(x, ratio > USUAL_RATIO.to)} class="unusual" />` : nothing}`
    : nothing;
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} 20" aria-hidden="true">
    <path d="M0 10H${WIDTH}" class="base" />
    <path d="M${from} 6H${to}V14H${from}z" class="band" />
    ${tick}
  </svg>`;
}

/** A foot that points away from the band: outside it is told by shape too. */
function pointer(x: number, above: boolean): string {
  const reach = above ? -3 : 3;
  return `M${x} 4h${reach}M${x} 16h${reach}`;
}
