/** The HTML inspector of the made-up run, put together as an export does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_PLACE, TITLE_PLACE } from '../../../scripts/inspectorPage.mjs';
import { embedMessages } from '../../../src/protocol/embedded.js';
import type { ToWebview } from '../../../src/protocol/inspector.js';
import { curvatureDetailOf } from './madeUpCurvature.js';
import { gradientPathsOf, linesOf } from './madeUpLines.js';
import { detailOf, madeUpRun, readingsOf, type MadeUp } from './madeUpRun.js';

const template = join(import.meta.dirname, '../../../dist/webview/inspector.html');

const SOURCE: Record<number, string> = {
  1: "import * as tf from '@tensorflow/tfjs';",
  2: "import { digits, batches } from './data.js';",
  7: 'const model = tf.sequential({ layers: [',
  8: "  tf.layers.conv2d({ name: 'conv1', filters: 6, kernelSize: 5, padding: 'same',",
  9: "    activation: 'relu', inputShape: [28, 28, 1] }),",
  10: '  tf.layers.maxPooling2d({ poolSize: 2 }),',
  11: "  tf.layers.conv2d({ name: 'conv2', filters: 16, kernelSize: 5, activation: 'relu' }),",
  12: '  tf.layers.maxPooling2d({ poolSize: 2 }),',
  13: '  tf.layers.flatten(),',
  14: "  tf.layers.dense({ name: 'dense1', units: 120, activation: 'relu' }),",
  15: "  tf.layers.dense({ name: 'dense2', units: 84, activation: 'relu' }),",
  16: "  tf.layers.dense({ name: 'logits', units: 10 }),",
  17: '] });',
  24: 'function loss({ x, y }) {',
  25: '  const data = tf.losses.softmaxCrossEntropy(y, model.apply(x));',
  28: '  return data.add(l2).add(l1);',
  29: '}',
  31: 'for (let epoch = 0; epoch < EPOCHS; epoch++) {',
  33: '  for (const batch of batches(train, BATCH)) {',
  34: '    optimizer.minimize(() => loss(batch));',
  35: '  }',
  37: '}',
};

/** Forty lines like those of the program that the made-up run names. */
const text = Array.from({ length: 40 }, (_, i) => SOURCE[i + 1] ?? '').join('\n');

export async function madeUpPage(steps = 400, patch: NonNullable<MadeUp['patch']> = () => undefined): Promise<string> {
  const answers: ToWebview[] = Array.from({ length: steps }, (_, i) => ({
    type: 'readings',
    request: 0,
    readings: readingsOf(0, i + 1),
  }));
  const details: ToWebview[] = [0, 2].map((variable) => ({
    type: 'detail',
    request: 0,
    detail: detailOf(0, variable, steps),
  }));
  const curvature: ToWebview[] = [80, 240, 400].map((step) => ({
    type: 'curvatureDetail',
    request: 0,
    detail: curvatureDetailOf('full', step),
  }));
  const ways: ToWebview[] = [80, 240, 400].map((step) => ({
    type: 'gradientPaths',
    request: 0,
    paths: gradientPathsOf(step, 10),
  }));
  const sources: ToWebview = { type: 'sources', sources: [{ file: '/home/ada/digits/digits.js', sha256: '', text }] };
  const embedded = await embedMessages([
    ...madeUpRun({ steps, state: 'ended', curvature: 'full', patch }),
    ...curvature,
    { type: 'lines', lines: linesOf(steps) },
    ...ways,
    sources,
    ...answers,
    ...details,
  ]);
  return readFileSync(template, 'utf8')
    .replace(TITLE_PLACE, () => 'digits.js – Gradlens')
    .replace(RUN_PLACE, () => `<script type="text/plain" id="gradlens-run">${embedded}</script>`);
}
