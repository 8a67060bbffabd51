/** What a Jacobian penalty with one projection costs: a training step with it against the plain step, one forward pass for both terms. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pairedRatio, type Benchmark } from './benchmark.js';
import type { CurvatureModel } from './curvatureModels.js';
import type { PenaltyPair } from './penaltyWorker.js';
import { median } from './support/pairs.js';

const MODEL: CurvatureModel = 'LeNet, batch 64';
/** The paper's figure on a GPU is 1.3; a second backward sweep's floor is about 2. */
const TARGET = 2.2;
const WARM_UP = 10;

export const jacobianPenalty: Benchmark = {
  name: 'jacobianPenalty',
  async run(quick) {
    const worker = fork(join(import.meta.dirname, 'penaltyWorker.ts'), [MODEL], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    try {
      await once(worker, 'message');
      const pairs: PenaltyPair[] = [];
      for (let pair = -WARM_UP; pair < (quick ? 10 : 40); pair++) {
        worker.send(pair % 2 === 0 ? 'plain first' : 'penalized first');
        const [answer] = (await once(worker, 'message')) as [PenaltyPair];
        if (pair >= 0) pairs.push(answer);
      }
      const penalized = pairs.map((pair) => pair.penalized);
      const plain = pairs.map((pair) => pair.plain);
      return [
        {
          what: `Training step of ${MODEL} with jacobianPenalty, one projection`,
          ratioOf: 'with / without, processor time on wasm',
          ratio: pairedRatio(penalized, plain),
          target: TARGET,
          note: `${median(penalized).toFixed(1)} ms / ${median(plain).toFixed(1)} ms`,
        },
      ];
    } finally {
      worker.kill();
    }
  },
};
