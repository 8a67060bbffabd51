/** Magnitude of the declared penalties over the steps, stacked, with the data term on top where it is known. */
import type { TrainingHead, TrainingSeries } from '../../../src/protocol/inspector.js';
import { beyondRange, epochMarks, type Line, type LineModel } from '../../charts/lineModel.js';
import { stacked } from '../../charts/stack.js';
import { lineRange, ticksOf } from '../../charts/valueRange.js';
import type { XAxis } from '../../charts/xAxis.js';
import { epochStarts } from '../../state/selectors.js';
import { nonFiniteSpans } from '../loss/lossModel.js';
import { dataValues, groupValues, termGroups } from '../loss/terms.js';

export function magnitudeModel(head: TrainingHead, series: TrainingSeries, axis: XAxis, pixels: number): LineModel {
  const { buckets, size } = series;
  const groups = termGroups(head.terms).reverse();
  const data = dataValues(head, series);
  const layers = [...groups.map((group) => groupValues(group, series)), ...(data ? [data] : [])];
  const edges = stacked(layers);
  const lines: Line[] = edges.map((values, i) => {
    const group = groups[i];
    const dash = group?.dashed ? { dash: [4, 3] } : {};
    return { values, role: group?.role ?? 'data', width: 1, alpha: 1, fillTo: i === 0 ? null : i - 1, ...dash };
  });
  const top = edges.at(-1) ?? new Float64Array();
  const x = Float64Array.from({ length: buckets }, (_, b) => axis.at(b * size + (size + 1) / 2));
  const range = lineRange([[0], top], false);
  return {
    x,
    span: axis.span,
    range,
    lines,
    points: [],
    ticks: ticksOf(range, 3),
    base: 0,
    band: null,
    epochs: epochMarks(
      epochStarts(series).map(({ step, epoch }) => ({ x: axis.at(step - 0.5), epoch })),
      pixels / (axis.span.to - axis.span.from),
      28,
    ).map((mark) => ({ ...mark, label: null })),
    nonFinite: data ? nonFiniteSpans(series, axis) : [],
    beyond: beyondRange(x, top, range),
  };
}
