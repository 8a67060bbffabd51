/**
 * Where a step's update lands on the parabola of the loss along its direction, after Cockpit: −1 is where it started, 0 the
 * minimum, 1 as high as the start on the other side. The picture is scaled so that the parabola is x².
 */
import { css, html, svg, type TemplateResult } from 'lit';
import type { AxisLabel } from '../../layout/axisPlaces.js';

export interface ParabolaPlaces {
  /** The parabola as points of a path. */
  path: string;
  start: { x: number; y: number };
  landing: { x: number; y: number };
  minimum: { x: number; y: number };
  labels: AxisLabel[];
}

const TOP = 8;
const FOOT = 6;
const POINTS = 48;
/** Pixels from one place to the next that leave their words apart. */
const WORDS_ROOM = 80;
/** Beyond these the landing stands at the edge: the number says where. */
const MOST = 4;

export function parabolaPlaces(alpha: number, width: number, height: number): ParabolaPlaces {
  const shown = Math.min(Math.max(alpha, -MOST), MOST);
  const [left, right] = [Math.min(-1.5, shown - 0.5), Math.max(1.5, shown + 0.5)];
  const highest = Math.max(left * left, right * right);
  const xOf = (x: number) => Math.round(((x - left) / (right - left)) * width * 10) / 10;
  const yOf = (x: number) => Math.round((height - FOOT - ((x * x) / highest) * (height - TOP - FOOT)) * 10) / 10;
  const at = (x: number) => ({ x: xOf(x), y: yOf(x) });
  const path = Array.from({ length: POINTS + 1 }, (_, i) => at(left + ((right - left) * i) / POINTS))
    .map(({ x, y }) => `${x} ${y}`)
    .join('L');
  const wide = xOf(1) - xOf(0) >= WORDS_ROOM;
  const labels = ['start', 'minimum', 'mirrored'].map((word, i) => {
    const place = String(i - 1).replace('-', '−');
    return { x: xOf(i - 1), text: wide ? `${word} ${place}` : place };
  });
  return { path: `M${path}`, start: at(-1), landing: at(shown), minimum: at(0), labels };
}

export function parabola(places: ParabolaPlaces, width: number, height: number, label: string): TemplateResult {
  const { path, start, landing, minimum } = places;
  return html`<svg class="parabola" role="img" aria-label=${label} width=${width} height=${height}>
    ${svg`<path class="grid" d="M${minimum.x} 0V${height}M${start.x} 0V${height}" />
      <path class="curve" d=${path} />
      <path class="way" d="M${start.x} ${start.y}L${landing.x} ${landing.y}" />
      <circle class="start" cx=${start.x} cy=${start.y} r="3.5" />
      <circle class="landing" cx=${landing.x} cy=${landing.y} r="4" />`}
  </svg>`;
}

export const parabolaStyles = css`
  .parabola {
    display: block;
    overflow: hidden;
  }
  .parabola .curve {
    fill: none;
    stroke: var(--gl-data);
    stroke-width: 1.25;
  }
  .parabola .grid {
    fill: none;
    stroke: var(--gl-grid);
    stroke-dasharray: 1 3;
  }
  .parabola .way {
    fill: none;
    stroke: var(--gl-text-second);
    stroke-dasharray: 4 3;
  }
  .parabola .start {
    fill: var(--gl-background);
    stroke: var(--gl-text);
    stroke-width: 1.5;
  }
  .parabola .landing {
    fill: var(--gl-text);
  }
`;
