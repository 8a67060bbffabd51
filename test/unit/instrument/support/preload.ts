/** What the trainer's preload does, as little of it as tests of the hooks need: installs them, keeps what they tell. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { installInstrumentation } from '../../../../src/instrument/installInstrumentation.js';
import type { StepSink } from '../../../../src/instrument/sink.js';
import { createStatisticsReader } from '../../../../src/probes/statistics/createReader.js';
import type { StatisticsReader } from '../../../../src/probes/statistics/reader.js';
import { plainReader } from './plainReader.js';

const { GRADLENS_TEST_OUT: out = '', GRADLENS_TEST_MODULES: modules = '' } = process.env;
const told: unknown[] = [];
const numbers = (_key: string, value: unknown): unknown => {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, (n) => numbers('', n));
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
};
const keep = (entry: object) => told.push(JSON.parse(JSON.stringify(entry, numbers)));
const sink: StepSink = {
  training: (id, payload) => keep({ what: 'training', id, payload }),
  beforeUpdate: (id, step, measured) => keep({ what: 'before', id, step, measured: measured() }),
  step: (id, step, payload, extras) => keep({ what: 'step', id, step, payload, extras: { ...extras, updated: null } }),
  metric: (id, step, payload) => keep({ what: 'metric', id, step, payload }),
  plan: () => ({ statistics: true, histograms: true }),
  poll: () => undefined,
};
const start = performance.now();
const readers: Record<string, () => StatisticsReader> = {
  plain: () => plainReader,
  product: () => createStatisticsReader(resolve('dist/tfjs')),
  broken: () => ({ measure: unreadable, measureDifference: unreadable, measureUpdate: unreadable }),
};
const unreadable = () => {
  throw new Error('This backend cannot be read now.');
};
const reader = readers[process.env['GRADLENS_TEST_READER'] ?? 'plain']!();
const instrumentation = installInstrumentation({
  sink,
  reader: () => reader,
  isUserFile: (file) => !/[\\/]node_modules[\\/]|^node:|gradlens-hooks/.test(file),
  now: () => performance.now() - start,
  onFault: (error) => {
    console.error(error);
    process.exit(70);
  },
});
const require = createRequire(resolve('package.json'));
for (const name of modules.split(',').filter(Boolean)) instrumentation.onModule(require(name));
process.on('exit', () => {
  instrumentation.finish();
  writeFileSync(out, JSON.stringify(told));
});
