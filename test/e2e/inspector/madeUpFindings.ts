/** Findings of the made-up run: a rate that is too high with what followed from it, and two of less weight. */
import type { ShownFinding } from '../../../src/protocol/inspector.js';

const FILE = '/home/ada/digits/digits.js';

export const madeUpFindings: ShownFinding[] = [
  {
    ...{ id: 0, rule: 'loss-diverges', family: 'unstable-step', severity: 'error', training: 0, step: 240, count: 131 },
    ...{ layer: null, variable: null, file: FILE, line: 20 },
    message:
      'The learning rate of 0.3 is at least 4.08 times the limit of stability, and the loss rose from 0.595 to 14.7',
    evidence: { rate: 0.3, limit: 6.67, largestEigenvalue: [27.2, 30.9], samples: 512 },
    advice: 'Keep the rate below 0.0648 on line 20.',
    consequences: ['81 % of the units of conv2 are dead: their gradient is zero for every sample', 'not finite'],
    causedBy: null,
    followed: [
      {
        ...{ rule: 'units-dead', severity: 'warning', step: 242, file: FILE, line: 11 },
        message: '81 % of the units of conv2 are dead: their gradient is zero for every sample',
      },
      { ...{ rule: 'not-finite', severity: 'error', step: 260, file: FILE, line: 34 }, message: 'The loss is NaN' },
    ],
  },
  {
    ...{ id: 3, rule: 'batches-of-classes', family: 'data', severity: 'warning', training: 0, step: 0, count: 1 },
    ...{ layer: null, variable: null, file: FILE, line: 33 },
    message: 'The batches are sorted by class: the largest class has 96.9 % of a batch on average',
    evidence: { purity: 0.969, batches: 4, leading: [0, 1, 2, 3] },
    advice: 'Shuffle the samples before they are cut into batches.',
    consequences: [],
    causedBy: null,
    followed: [],
  },
  {
    ...{ id: 4, rule: 'weights-scale', family: 'initialization', severity: 'info', training: -1, step: 0, count: 1 },
    ...{ layer: 'dense1', variable: null, file: null, line: null },
    message: 'The first weights are far larger than usual for their shape',
    evidence: { meanSquare: 12.4, inputs: { min: 0, max: 1 } },
    advice: 'Leave kernelInitializer out, or use glorotUniform.',
    consequences: [],
    causedBy: null,
    followed: [],
  },
];
