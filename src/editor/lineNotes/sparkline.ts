/** The history of one line as a picture: ‖g‖ over the steps, log scale. */
import type { LinePoint } from '../../protocol/lines.js';

export interface Ink {
  line: string;
  second: string;
  alarm: string;
}

const WIDTH = 320;
const HEIGHT = 48;
const EDGE = 3;

/**
 * An SVG as data URI. Steps without a finite value are a gap with a mark at the foot; zero stands at the foot.
 * `shown`: the step where the scrubber stands.
 */
export function sparkline(points: readonly LinePoint[], shown: number, ink: Ink): string {
  const last = Math.max(shown, points.at(-1)?.step ?? 1, 2);
  const finite = points.filter(({ norm }) => Number.isFinite(norm) && norm > 0).map(({ norm }) => Math.log10(norm));
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const x = (step: number) => round(EDGE + ((step - 1) / (last - 1)) * (WIDTH - 2 * EDGE));
  const y = (norm: number) => {
    if (norm === 0) return HEIGHT - EDGE;
    const share = high > low ? (Math.log10(norm) - low) / (high - low) : 0.5;
    return round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE));
  };
  let path = '';
  let pen = 'M';
  const alarms: string[] = [];
  for (const { step, norm } of points) {
    if (!Number.isFinite(norm)) {
      alarms.push(`<path d="M${x(step) - 2} ${HEIGHT - 7}l4 4m0-4l-4 4" stroke="${ink.alarm}"/>`);
      pen = 'M';
    } else {
      path += `${pen}${x(step)} ${y(norm)}`;
      pen = 'L';
    }
  }
  const single =
    finite.length === 1 ? `<circle cx="${x(points.at(-1)!.step)}" cy="${HEIGHT / 2}" r="2" fill="${ink.line}"/>` : '';
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" fill="none">` +
    `<path d="M${x(shown)} 0V${HEIGHT}" stroke="${ink.second}"/>` +
    `<path d="${path}" stroke="${ink.line}" stroke-width="1.25" stroke-linejoin="round"/>${single}${alarms.join('')}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

const round = (value: number) => Math.round(value * 10) / 10;
