/** Comparisons to be drawn: three runs of one program with other optimizers, and the two trainings of one run. */
import type { ComparedLine, ComparedSide, Comparison } from '../../../src/protocol/comparison.js';
import { settingsThatDiffer } from '../../../src/runs/comparison/settings.js';
import { sourceDifferences } from '../../../src/runs/comparison/sourceDifferences.js';
import type { TrainingPayload } from '../../../src/protocol/records.js';
import { sampleInfo, sampleTraining, seeded } from '../../sample/sampleRun.js';

const FILE = '/home/ada/digits/train.js';

interface MadeUpSide {
  optimizer: string;
  config: Record<string, unknown>;
  steps: number;
  /** The loss falls to a half in so many steps. */
  half: number;
  nanFrom?: number;
  args?: string[];
}

const SIDES: MadeUpSide[] = [
  { optimizer: 'SGD', config: { learningRate: 0.05 }, steps: 400, half: 70 },
  { optimizer: 'Momentum', config: { learningRate: 0.05, momentum: 0.9 }, steps: 300, half: 32 },
  { optimizer: 'Adam', config: { learningRate: 0.01 }, steps: 350, half: 22, nanFrom: 240, args: ['--fast'] },
];

export function madeUpComparison(sides: readonly MadeUpSide[] = SIDES): Comparison {
  const made = sides.map((side, i) => madeUpSide(side, i));
  const infos = sides.map(({ args = [], optimizer, config }, i) => ({
    ...sampleInfo,
    id: `20261124-01020${i}-abcdef`,
    startedAt: sampleInfo.startedAt + i * 3_600_000,
    program: { ...sampleInfo.program, file: FILE, line: 31, args },
    sources: [{ file: FILE, sha256: String(i), text: sourceOf(optimizer, config) }],
  }));
  const payloads = sides.map(({ optimizer, config }): TrainingPayload => ({
    ...sampleTraining(),
    optimizer: { name: optimizer, config },
  }));
  return {
    runs: infos.map(({ id, program, startedAt }, i) => ({
      ...{ id, directory: `/home/ada/digits/.gradlens/runs/${id}`, startedAt, live: i === 1, damage: null },
      program: { file: program.file, line: program.line },
    })),
    sides: made,
    left: 0,
    ...settingsThatDiffer(infos.map((info, i) => ({ info, training: payloads[i]! }))),
    sources: sourceDifferences(infos),
  };
}

/** The trainings of one run, of which there are more than colours. */
export function madeUpTrainings(): Comparison {
  const many = Array.from({ length: 7 }, (_, i) => ({ ...SIDES[0]!, half: 20 + 12 * i, steps: 400 - 20 * i }));
  const whole = madeUpComparison(many);
  const sides = whole.sides.map((side, i) => ({ ...side, name: `A${i + 1}`, run: 0, training: i }));
  return { ...whole, runs: whole.runs.slice(0, 1), sides, sources: [] };
}

function madeUpSide({ steps, half, nanFrom = Infinity }: MadeUpSide, i: number): ComparedSide {
  const random = seeded(i + 1);
  const noisy = (value: number) => value * (1 + 0.25 * (random() - 0.5));
  const falling = (step: number) => 2.3 * 2 ** (-step / half) + 0.04 * (i + 1);
  const every = (stride: number, of: (step: number) => number): ComparedLine => {
    const at = Float64Array.from({ length: Math.floor(steps / stride) }, (_, n) => (n + 1) * stride);
    const values = at.map((step) => (step >= nanFrom ? NaN : of(step)));
    const nonFinite = at.find((step) => step >= nanFrom) ?? null;
    return { steps: at, seconds: at.map((step) => (step - 1) * 0.01 * (i + 1)), values, nonFinite };
  };
  return {
    ...{ name: 'ABCDEFG'[i]!, run: i, training: 0, callee: 'fit', file: FILE, line: 31, steps, samples: 64 },
    loss: every(1, (step) => noisy(falling(step))),
    gradientNorm: every(1, (step) => noisy(Math.sqrt(falling(step)))),
    lambda: every(10, (step) => noisy(3 + (step / 100) * (3 - i))),
    metrics: [
      { name: 'acc', split: 'train', line: every(25, (step) => 1 - falling(step) / 2.6) },
      { name: 'acc', split: 'validation', line: every(25, (step) => 0.97 - falling(step) / 2.6) },
    ],
  };
}

const sourceOf = (optimizer: string, config: object): string => `const model = network();
const rate = ${(config as { learningRate: number }).learningRate};
model.compile({
  optimizer: tf.train.${optimizer.toLowerCase()}(rate),
  loss: 'categoricalCrossentropy',
  metrics: ['accuracy'],
});
await model.fit(images, labels, { epochs: 4 });
`;
