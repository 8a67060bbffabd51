/** What curvature costs: a Hessian-vector product against a value and gradient, and products for the 10 largest eigenvalues. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pairedRatio, type Benchmark, type BenchmarkRow } from './benchmark.js';
import { CURVATURE_MODELS, type CurvatureModel } from './curvatureModels.js';
import type { Answer, Question } from './curvatureWorker.js';

/** ARPACK's products for the 10 largest eigenvalues of the trained networks at a relative error of 1e-3. */
const ARPACK: Partial<Record<CurvatureModel, number>> = {
  'MLP, batch 128': 28,
  'LeNet, batch 64': 22,
  'MLP 1M, batch 256': 22,
};
const TRAINING_STEPS = 100;
const LARGEST_ERROR = 1e-3;

export const curvature: Benchmark = {
  name: 'curvature',
  async run(quick) {
    const rows: BenchmarkRow[] = [];
    for (const model of Object.keys(CURVATURE_MODELS) as CurvatureModel[]) {
      const worker = await start(model);
      try {
        rows.push(await productRow(worker, model, quick ? 8 : 30));
        if (ARPACK[model]) rows.push(await topTenRow(worker, model, ARPACK[model]));
      } finally {
        worker.kill();
      }
    }
    const median = medianOver(rows.filter(({ target }) => target === EACH));
    return [median, ...rows];
  },
};

const EACH = 2;
const MEDIAN = 1.5;

async function productRow(worker: ChildProcess, model: CurvatureModel, pairs: number): Promise<BenchmarkRow> {
  const [products, gradients]: [number[], number[]] = [[], []];
  // The first ones fill caches.
  for (let pair = -2; pair < pairs; pair++) {
    const answer = await ask(worker, { ask: 'pair' });
    if (pair < 0 || !('product' in answer)) continue;
    products.push(answer.product);
    gradients.push(answer.gradient);
  }
  const [product, gradient] = [products, gradients].map((times) => times.sort((a, b) => a - b)[times.length >> 1]!);
  return {
    what: `Hessian-vector product of ${model}`,
    ratioOf: 'product / value and gradient, processor time',
    ratio: pairedRatio(products, gradients),
    target: EACH,
    note: `${product!.toFixed(1)} ms / ${gradient!.toFixed(1)} ms`,
  };
}

/** One number of products, not a time: it has no interval. */
async function topTenRow(worker: ChildProcess, model: CurvatureModel, arpack: number): Promise<BenchmarkRow> {
  const answer = await ask(worker, { ask: 'top 10', steps: TRAINING_STEPS });
  if (!('error' in answer)) throw new Error('the worker answered another question');
  const { products, error } = answer;
  const ratio = error <= LARGEST_ERROR ? products / arpack : Infinity;
  return {
    what: `10 largest eigenvalues of ${model}, trained`,
    ratioOf: 'our products / those of ARPACK, at relative error 1e-3',
    ratio: { median: ratio, lower: ratio, upper: ratio, pairs: 1 },
    target: 1.25,
    note: `${products} / ${arpack}; largest error ${error.toExponential(0)}`,
  };
}

function medianOver(rows: readonly BenchmarkRow[]): BenchmarkRow {
  const middle = (key: 'median' | 'lower' | 'upper') => {
    const sorted = rows.map(({ ratio }) => ratio[key]).sort((a, b) => a - b);
    return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
  };
  const [median, lower, upper] = [middle('median'), middle('lower'), middle('upper')];
  return {
    what: 'Hessian-vector product, median over the models',
    ratioOf: 'product / value and gradient, processor time',
    ratio: { median, lower, upper, pairs: rows[0]!.ratio.pairs },
    target: MEDIAN,
    note: `${rows.length} models`,
  };
}

async function start(model: CurvatureModel): Promise<ChildProcess> {
  const worker = fork(join(import.meta.dirname, 'curvatureWorker.ts'), [model], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(worker, 'message');
  return worker;
}

async function ask(worker: ChildProcess, question: Question): Promise<Answer> {
  worker.send(question);
  const [answer] = (await once(worker, 'message')) as [Answer];
  return answer;
}
