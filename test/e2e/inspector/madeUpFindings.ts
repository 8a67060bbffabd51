/** Findings of the made-up run: the rate of step 240 and what followed, a warning from the start, a hint. */
import type { RecordedFinding } from '../../../src/protocol/findings.js';

const FILE = '/home/ada/digits/digits.js';

const finding = (id: number, rest: Partial<RecordedFinding>): RecordedFinding => ({
  ...{ id, rule: 'loss-diverges', family: 'unstable-step', severity: 'error', layer: null, variable: null },
  ...{ file: FILE, line: 34, message: '', evidence: {}, advice: '', consequences: [], causedBy: null },
  ...{ count: 1, training: 0, step: 0, ...rest },
});

const DEAD = '84 of 84 units of dense2 are zero for every sample';

export const madeUpFindings = (): RecordedFinding[] => [
  finding(1, {
    step: 241,
    message: 'The loss rose from 0.527 to 14.6 in one step, and the gradient grew 6.2 times: the steps are too long',
    evidence: { learningRate: 0.3, before: 0.527, after: 14.6, limits: [0.0614, 0.0735] },
    advice: 'Lower the learning rate to at most 0.06.',
    consequences: [DEAD],
    count: 3,
  }),
  finding(0, {
    ...{ rule: 'penalty-dominates', family: 'regularization', severity: 'warning', layer: 'conv1', line: 26 },
    message: 'The l2 penalty is 81 % of the loss',
    evidence: { share: 0.81, dataLoss: [0.2, 0.19] },
    advice: 'Lower its factor: λ of 1e-4 to 1e-2 is usual.',
  }),
  finding(3, {
    ...{ rule: 'validation-rises', family: 'overfitting', severity: 'info', file: null, line: null, step: 320 },
    message: 'The validation loss rises since epoch 4 while the training loss falls',
    advice: 'Stop at that epoch, use more data, or add dropout or a penalty.',
  }),
  finding(2, {
    ...{ rule: 'units-dead', family: 'dead-units', severity: 'warning', layer: 'dense2', line: 15, step: 262 },
    ...{ message: DEAD, causedBy: 1, advice: 'Lower the rate, or use leakyRelu.' },
  }),
];
