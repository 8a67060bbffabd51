/**
 * Pictures of findings and gradients in the real editor, for people to look at: `tsx scripts/editorPictures.ts [THEME...]` writes the gradient
 * on the lines, a NaN found and the Problems panel to test-results/editor/.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readRunFile } from '../src/runs/runFile.js';
import { inspectorIn, until } from '../test/e2e/support/inspectors.js';
import { pickTheme, THEMES } from '../test/e2e/support/themes.js';
import { openWorkbench, runCommand } from './workbench/page.js';

/** Its loss is written out: a probability that float32 rounds to 0 meets the logarithm. */
const CLASSIFIER = `// Two classes, and a cross-entropy that is written out.
import * as tf from '@tensorflow/tfjs';

const inputs = tf.randomNormal([8192, 4], 0, 1, 'float32', 5);
const classes = tf.cast(tf.greater(tf.sum(inputs, 1), 0), 'int32');
const labels = tf.oneHot(classes, 2);

const hidden = tf.variable(tf.randomNormal([4, 32], 0, 0.6, 'float32', 6), true, 'hidden');
const scores = tf.variable(tf.randomNormal([32, 2], 0, 0.6, 'float32', 7), true, 'scores');

function crossEntropy() {
  const features = tf.relu(tf.matMul(inputs, hidden));
  const probabilities = tf.softmax(tf.matMul(features, scores));
  return labels.mul(probabilities.log()).sum(1).mean().neg();
}

const optimizer = tf.train.adam(0.03);
for (let step = 0; step < 160; step++) {
  optimizer.minimize(crossEntropy);
}
`;

const TRAIN = 'Gradlens: Train File';

const root = join(import.meta.dirname, '..');
const out = join(root, 'test-results/editor');
mkdirSync(out, { recursive: true });
const asked = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'gradlens-pictures-'));
cpSync(join(root, 'examples'), folder, { recursive: true, filter: (path) => !/[\\/]\.gradlens$/.test(path) });
writeFileSync(join(folder, 'digits/classifier.js'), CLASSIFIER);

const workbench = await openWorkbench({
  folder,
  extension: root,
  openFile: join(folder, 'digits/train.js'),
  context: { viewport: { width: 1400, height: 1000 } },
  settings: {
    'workbench.activityBar.location': 'hidden',
    'workbench.layoutControl.enabled': false,
    'window.commandCenter': false,
    'editor.minimap.enabled': false,
    'breadcrumbs.enabled': false,
    'gradlens.lineNotes': 'on',
  },
});
const { page } = workbench;
try {
  await page.locator('.monaco-editor .view-line').first().waitFor({ timeout: 90_000 });
  await page.keyboard.press('Control+b');
  await train('train.js', 1);
  await inThemes('lines');
  await runCommand(page, 'View: Close All Editors');
  await openFile('classifier.js');
  await train('classifier.js', 2);
  await inThemes('nan');
  await runCommand(page, 'View: Toggle Problems');
  await page.locator('.markers-panel .monaco-list-row').first().waitFor();
  await inThemes('problems');
} finally {
  await workbench.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

async function openFile(name: string): Promise<void> {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input').first().fill(name);
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first().click();
}

async function train(name: string, runs: number): Promise<void> {
  await page.locator('.tab', { hasText: name }).first().waitFor({ timeout: 90_000 });
  await page.locator('.codelens-decoration a').first().waitFor({ state: 'attached', timeout: 90_000 });
  await runCommand(page, TRAIN);
  const isOver = () => {
    const folders = join(folder, '.gradlens/runs');
    const ids = existsSync(folders) ? readdirSync(folders) : [];
    const files = ids.map((id) => join(folders, id, 'run.json')).filter((file) => existsSync(file));
    return files.length === runs && files.every((file) => readRunFile(dirname(file)).outcome !== null);
  };
  await until(`the end of ${name}`, isOver, 120_000);
  const inspector = await inspectorIn(page, 'panel');
  await inspector.getByText('Ended', { exact: true }).first().waitFor({ timeout: 60_000 });
  await page.locator('.codelens-decoration a', { hasText: 'Stop' }).first().waitFor({ state: 'detached' });
}

async function inThemes(name: string): Promise<void> {
  for (const [kind, theme] of THEMES) {
    if (asked.length > 0 && !asked.includes(kind)) continue;
    await pickTheme(page, theme);
    // Not over the sash, which lights up.
    await page.mouse.move(300, 600);
    await settled();
    await page.screenshot({ path: join(out, `${name}-${kind}.png`) });
  }
}

/** The colours of a theme come with the next frame. */
async function settled(): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
