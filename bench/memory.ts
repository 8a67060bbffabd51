/** Whether the trainer's memory stays flat: the heap of a small training after garbage collection, late against early. */
import { pairedRatio, type Benchmark } from './benchmark.js';
import { watchedStepper } from './support/stepper.js';

const STEPS = 1e5;
const QUICK_STEPS = 2e4;
const PARTS = 20;
/** Readings of the last five parts are paired with those of the five after the first ones, which fill caches. */
const COMPARED = 5;

export const memory: Benchmark = {
  name: 'memory',
  async run(quick) {
    const steps = quick ? QUICK_STEPS : STEPS;
    const stepper = await watchedStepper('tiny');
    try {
      const heap: number[] = [];
      for (let part = 0; part < PARTS; part++) {
        await stepper.steps(steps / PARTS);
        heap.push(await stepper.heap());
      }
      const [early, late] = [heap.slice(2, 2 + COMPARED), heap.slice(-COMPARED)];
      const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
      return [
        {
          what: `Memory of the trainer over ${steps.toExponential(0).replace('+', '')} steps`,
          ratioOf: 'live heap late / early',
          ratio: pairedRatio(late, early),
          target: 1.1,
          note: `${megabytes(late.at(-1)!)} / ${megabytes(early[0]!)}`,
        },
      ];
    } finally {
      await stepper.close();
    }
  },
};
