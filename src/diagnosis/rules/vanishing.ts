/**
 * The gradient fades on its way back: the first layers hardly learn.
 *
 * Measure: root mean square of the gradient of the first weights in the line of layers over that of the last, median over the
 * recent steps. Holds below `ratio` with four layers or more; in recurrent networks where the same square matrix is applied `times` times or
 * more and shrinks what passes through it to below half (std·√n, its spectral radius by the circular law).
 * Silent: where training makes progress (the loss lost more than `progress` of its start), and where the gradient is zero altogether.
 * Source: Pascanu, Mikolov, Bengio 2013; that it counts only without progress is UMLAUT's and AutoTrainer's precaution.
 */
import { formatNumber } from '../../format/number.js';
import { normAt, type Evidence } from '../evidence.js';
import { diagnosed } from '../finding.js';
import { variablePlace } from '../place.js';
import { isStuck } from '../chance.js';
import type { Diagnosed, Rule } from '../rule.js';
import { median } from '../statistics.js';
import { chainOf } from './explodingChain.js';

export const vanishing: Rule = {
  name: 'gradient-vanishes',
  family: 'vanishing-gradient',
  when: ['end'],
  thresholds: { ratio: 5e-3, progress: 0.1, times: 16, steps: 12 },
  examine(evidence, { ratio, progress, times, steps }) {
    const { programs } = evidence;
    const [probe] = programs;
    if (!probe || evidence.steps < steps! || !isStuck(evidence, progress!)) return [];
    const chain = chainOf(probe);
    const rows = [...new Set(chain.map(({ variable }) => variable))];
    return recurrent(evidence, chain, times!) ?? (rows.length >= 4 ? layered(evidence, rows, ratio!) : []);
  },
};

function recurrent(
  { programs, payload }: Evidence,
  chain: ReturnType<typeof chainOf>,
  times: number,
): Diagnosed[] | null {
  const [probe] = programs;
  for (const { variable, leaf } of chain) {
    const uses = chain.filter((op) => op.variable === variable).length;
    const { shape, name, layer } = payload.variables[variable]!;
    if (uses < times || shape.length !== 2 || shape[0] !== shape[1]) continue;
    const reading = probe!.readings.get(leaf);
    const radius = (reading?.std ?? NaN) * Math.sqrt(shape[0]!);
    if (!(radius < 0.5)) continue;
    return [
      diagnosed({
        ...{ severity: 'warning', since: probe!.step, variable: name, layer, place: variablePlace(payload, variable) },
        option: /RNN|[rR]ecurrentInitializer/,
        message: `The gradient vanishes over time: ${layer ?? name} shrinks the state to about ${formatNumber(radius)} at each of ${uses} steps, and the loss does not fall`,
        evidence: { radius, steps: uses },
        advice: 'Start the recurrent weights orthogonal, or use an LSTM or GRU.',
      }),
    ];
  }
  return null;
}

function layered({ payload, recent, programs }: Evidence, rows: readonly number[], least: number): Diagnosed[] {
  const size = (row: number) =>
    median(recent.map((reading) => normAt(reading, row, 'gradient'))) / Math.sqrt(payload.variables[row]!.parameters);
  const [first, last] = [size(rows[0]!), size(rows.at(-1)!)];
  if (!(last > 0) || !(first / last < least)) return [];
  const { name, layer } = payload.variables[rows[0]!]!;
  return [
    diagnosed({
      ...{
        severity: 'warning',
        since: programs[0]!.step,
        variable: name,
        layer,
        place: variablePlace(payload, rows[0]!),
      },
      option: /activation/,
      message: `The gradient vanishes: at ${layer ?? name} it is ${formatNumber(first / last)} of that at the last of ${rows.length} layers, and the loss does not fall`,
      evidence: { ratio: first / last, first, last, layers: rows.length },
      advice: 'Use relu or elu in place of sigmoid or tanh, draw weights by heNormal, or add residual connections.',
    }),
  ];
}
