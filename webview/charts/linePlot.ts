/**
 * Paints a LineModel with uPlot. uPlot draws the lines (reduced to the extremes of each pixel column); grid, marks and
 * points are painted around them. It has no axes, legend or cursor of its own: these are the inspector's, shared by all.
 */
import uPlot from 'uplot';
import type { LineModel } from './lineModel.js';
import { paintAbove, paintBehind } from './lineMarks.js';
import type { Palette } from './palette.js';

export interface LinePlot {
  paint(model: LineModel, size: { width: number; height: number }, palette: Palette): void;
  destroy(): void;
}

/** Free room above the range: a row for epoch numbers, and one for what lies beyond the range. */
export function topOf(model: LineModel): number {
  const labelled = model.epochs.some(({ label }) => label !== null);
  return labelled && model.beyond.length > 0 ? 26 : 14;
}
/** Half a line's width below the range. */
export const FOOT = 2;

export function createLinePlot(target: HTMLElement): LinePlot {
  let plot: uPlot | null = null;
  let look = '';
  let model: LineModel;
  let palette: Palette;

  function build(width: number, height: number): uPlot {
    const { range } = model;
    return new uPlot(
      {
        width,
        height,
        padding: [topOf(model), 0, FOOT, 0],
        legend: { show: false },
        cursor: { show: false },
        select: { show: false, left: 0, top: 0, width: 0, height: 0 },
        axes: [{ show: false }, { show: false }],
        scales: {
          x: { time: false, auto: false, range: () => [model.span.from, model.span.to] },
          y: { auto: true, distr: range.log ? 3 : 1, range: () => [model.range.min, model.range.max] },
        },
        series: [{}, ...model.lines.map((line) => seriesOf(line, palette))],
        bands: model.lines.flatMap(({ fillTo, role }, i) =>
          typeof fillTo === 'number' ? [{ series: [i + 1, fillTo + 1], fill: translucent(palette[role]) }] : [],
        ) as uPlot.Band[],
        hooks: {
          drawClear: [(u) => paintBehind(u, model, palette)],
          draw: [(u) => paintAbove(u, model, palette)],
        },
      },
      dataOf(model),
      target,
    );
  }

  return {
    paint(nextModel, { width, height }, nextPalette) {
      model = nextModel;
      const nextLook = lookOf(model);
      const same = plot !== null && nextLook === look && palette === nextPalette;
      palette = nextPalette;
      look = nextLook;
      if (!same || !plot) {
        plot?.destroy();
        plot = build(width, height);
        return;
      }
      const { [0]: before } = plot.data;
      plot.batch(() => {
        if (plot!.width !== width || plot!.height !== height) plot!.setSize({ width, height });
        if (before !== (model.x as unknown)) plot!.setData(dataOf(model), true);
      });
      plot.redraw(true);
    },
    destroy() {
      plot?.destroy();
      plot = null;
    },
  };
}

/** What needs another uPlot when it changes. */
function lookOf(model: LineModel): string {
  const lines = model.lines.map(({ role, width, alpha, dash, fillTo }) => [role, width, alpha, dash, fillTo]);
  return JSON.stringify([model.range.log, topOf(model), lines]);
}

function seriesOf(line: LineModel['lines'][number], palette: Palette): uPlot.Series {
  const colour = palette[line.role];
  return {
    stroke: colour,
    width: line.width,
    alpha: line.alpha,
    ...(line.dash ? { dash: line.dash.map((length) => length * devicePixelRatio) } : {}),
    ...(line.fillTo === null ? { fill: translucent(colour) } : {}),
    paths: uPlot.paths.linear!(),
    // A value between two gaps has no line: it stands as a point.
    points: { show: true, size: Math.max(3, line.width * 2), fill: colour, width: 0, filter: isolated },
  };
}

const translucent = (colour: string) => `color-mix(in srgb, ${colour} 40%, transparent)`;

function isolated(u: uPlot, series: number, show: boolean): number[] | null {
  void show;
  const values = u.data[series]!;
  const alone: number[] = [];
  for (let i = 0; i < values.length; i++)
    if (values[i] != null && values[i - 1] == null && values[i + 1] == null) alone.push(i);
  return alone.length ? alone : [];
}

function dataOf(model: LineModel): uPlot.AlignedData {
  const positive = model.range.log;
  const rows = model.lines.map(({ values }) =>
    Array.from(values, (value) => (Number.isFinite(value) && (!positive || value > 0) ? value : null)),
  );
  return [model.x as unknown as number[], ...rows];
}
