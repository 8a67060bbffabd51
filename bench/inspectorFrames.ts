/**
 * How the inspector draws long runs in headless Chromium: time from the host's message to the picture, and frames while
 * the scrubber is dragged through the run, held to 60 a second. Frames of the same page at rest tell what the machine gives.
 */
import { closeBrowser, openInspector, type InspectorPage } from '../test/e2e/inspector/harness.js';
import { pairedRatio, type Benchmark, type BenchmarkRow } from './benchmark.js';

interface LongRun {
  what: string;
  steps: number;
  variables: number;
}

const RUNS: LongRun[] = [
  { what: '1e5 steps × 20 variables', steps: 1e5, variables: 20 },
  { what: 'loss curve of 1e6 points', steps: 1e6, variables: 1 },
];
const FRAMES = 20;
const FRAME_MILLISECONDS = 1000 / 60;
const MILLISECONDS_TO_OPEN = 1000;

export const inspectorFrames: Benchmark = {
  name: 'inspector',
  async run(quick) {
    try {
      const rows: BenchmarkRow[] = [];
      for (const run of RUNS) rows.push(...(await measure(run, quick ? 8 : 24)));
      return rows;
    } finally {
      await closeBrowser();
    }
  },
};

async function measure(run: LongRun, pairs: number): Promise<BenchmarkRow[]> {
  const inspector = await openInspector({ width: 900, height: 1200 });
  try {
    const opened: number[] = [];
    for (let i = 0; i < Math.min(pairs, 8); i++) opened.push(await open(inspector, run, i));
    const scrubbed: number[] = [];
    const resting: number[] = [];
    const busy: number[] = [];
    const clock = await threadClock(inspector);
    for (let i = 0; i < pairs; i++) {
      resting.push(await frames(inspector, null));
      const before = await clock();
      scrubbed.push(await frames(inspector, run.steps));
      busy.push(((await clock()) - before) / FRAMES);
    }
    const perSecond = (frameTimes: number[]) => (1000 / middle(frameTimes)).toFixed(0);
    return [
      {
        what: `${run.what}, scrubbed in the inspector`,
        ratioOf: 'frame while scrubbing / 16.7 ms',
        ratio: pairedRatio(
          scrubbed,
          scrubbed.map(() => FRAME_MILLISECONDS),
        ),
        // Frames come in step with the screen: 60 a second is a ratio of 1, give or take the clock.
        target: 1.02,
        note: `${perSecond(scrubbed)} frames/s, at rest ${perSecond(resting)}; ${middle(busy).toFixed(1)} ms of CPU a frame in the page`,
      },
      {
        what: `${run.what}, drawn from the host's messages`,
        ratioOf: 'time to the first picture / 1 s',
        ratio: pairedRatio(
          opened,
          opened.map(() => MILLISECONDS_TO_OPEN),
        ),
        target: 1,
        note: `${middle(opened).toFixed(0)} ms`,
      },
    ];
  } finally {
    await inspector.close();
  }
}

const middle = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** CPU milliseconds of the page's own thread: unlike the clock, they do not count what other programs take. */
async function threadClock({ page }: InspectorPage): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
}

/** Sends a run of its own id and waits for its picture. */
function open({ page }: InspectorPage, run: LongRun, id: number): Promise<number> {
  return page.evaluate(
    async ({ steps, variables, id }) => {
      const size = 2 ** Math.max(0, Math.ceil(Math.log2(steps / 4096)));
      const buckets = Math.ceil(steps / size);
      const fill = <T extends Float64Array | Float32Array | Uint8Array>(into: T, value: (i: number) => number): T => {
        for (let i = 0; i < into.length; i++) into[i] = value(i);
        return into;
      };
      const wave = (i: number) => 0.5 + 2 * Math.exp(-i / 900) + 0.2 * Math.sin(i * 12.9898) * Math.cos(i * 78.233);
      const loss = fill(new Float64Array(buckets), wave);
      const cells = variables * buckets;
      const none = () => fill(new Float64Array(buckets), () => NaN);
      const series = {
        training: 0,
        steps,
        size,
        firstBucket: 0,
        buckets,
        lossMin: loss.map((v) => v * 0.9),
        lossMax: loss.map((v) => v * 1.2),
        lossLast: loss,
        lossMark: fill(new Uint8Array(buckets), () => 1),
        time: fill(new Float64Array(buckets), (i) => i * size * 9),
        epoch: none(),
        learningRate: none(),
        gradientNorm: fill(new Float32Array(cells), (i) => Math.abs(wave(i % buckets)) * (1 + (i % 7))),
        gradientMark: fill(new Uint8Array(cells), (i) => (i % 997 === 0 ? 3 : 1)),
        updateRatio: fill(new Float32Array(cells), (i) => 0.001 * Math.abs(wave(i))),
        ranges: { norm: { low: -3, high: 1 }, ratio: { low: -6, high: 0 } },
        terms: new Float64Array(),
        metrics: [],
      };
      const layer = (i: number) => `layer${i >> 1}`;
      const head = {
        id: 0,
        file: null,
        line: null,
        callee: 'minimize',
        optimizer: null,
        variables: Array.from({ length: variables }, (_, i) => ({
          name: `${layer(i)}/${i % 2 ? 'bias' : 'kernel'}`,
          layer: layer(i),
          shape: [100],
          parameters: 100,
          file: null,
          line: null,
        })),
        terms: [],
        planned: { steps, epochs: null, stepsPerEpoch: null },
        steps,
      };
      const program = { file: '/program.js', line: 1, lineFile: null, script: null, args: [], cwd: '/' };
      const run = { id: `long ${id}`, program, startedAt: 0, backend: null, trainings: [head], findings: [] };
      const status = {
        state: 'ended',
        phases: [],
        training: 0,
        step: steps,
        epoch: null,
        stepsPerSecond: null,
        overhead: null,
        pause: null,
        pauseWhen: null,
        error: null,
        programExit: 0,
        recordingStopped: null,
        live: false,
      };
      const start = performance.now();
      window.harness.post([
        { type: 'run', run: { ...run, damage: null, thinned: [] } },
        { type: 'status', status },
        { type: 'series', series },
      ]);
      const shown = () => document.querySelector('gl-inspector')?.store.state.run?.id === run.id;
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      while (!shown()) await frame();
      // The picture of this frame is on the screen when the next one begins.
      await frame();
      await frame();
      return performance.now() - start;
    },
    { steps: run.steps, variables: run.variables, id },
  );
}

/** Mean time of a frame, in milliseconds; with `steps` the scrubber moves at every frame. */
function frames({ page }: InspectorPage, steps: number | null): Promise<number> {
  return page.evaluate(
    async ({ steps, count }) => {
      const { store } = document.querySelector('gl-inspector')!;
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const start = await frame();
      let end = start;
      for (let i = 0; i < count; i++) {
        if (steps !== null) store.seek(1 + Math.floor(((i + 0.5) / count) * (steps - 1)));
        end = await frame();
      }
      return (end - start) / count;
    },
    { steps, count: FRAMES },
  );
}
