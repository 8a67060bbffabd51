/** A run as one self-contained HTML file: the inspector's page with the run embedded. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { embedMessages } from '../protocol/embedded.js';
import type { CurvatureDetail } from '../protocol/curvature.js';
import type { StepReadings, ToWebview } from '../protocol/inspector.js';
import { CodedError } from '../protocol/told.js';
import type { Run } from './openRun.js';
import { recordedStatus } from './recordedStatus.js';

/** Places in the page that the build leaves open (scripts/inspectorPage.mjs). */
const RUN_PLACE = '<!--gradlens-run-->';
const TITLE_PLACE = '<!--gradlens-title-->';
const SIZE_LIMIT = 15e6;

/** How much of a run goes in: steps with readings in all, and histogram columns a variable. The first that fits is taken. */
const AMOUNTS = [
  { readings: 4096, columns: 512 },
  { readings: 2048, columns: 256 },
  { readings: 1024, columns: 64 },
  { readings: 256, columns: 16 },
  { readings: 16, columns: 0 },
];

/**
 * Writes the page and answers what was thinned to keep it under 15 MB: sentences.
 * `page` is the built inspector page, dist/webview/inspector.html.
 */
export async function exportHtml(run: Run, page: string, target: string): Promise<string[]> {
  const template = readFileSync(page, 'utf8');
  for (const amount of AMOUNTS) {
    const { messages, thinned } = embeddedMessages(run, amount);
    const text = await embedMessages(messages);
    if (text.length + template.length > SIZE_LIMIT && amount !== AMOUNTS.at(-1)) continue;
    const element = `<script type="text/plain" id="gradlens-run">${text}</script>`;
    const title = escapeText(`${basename(run.info.program.file)} – Gradlens`);
    // Replacements as functions: `$` means nothing in them.
    writeFileSync(
      target,
      template.replace(TITLE_PLACE, () => title).replace(RUN_PLACE, () => element),
    );
    return thinned;
  }
  return [];
}

/** Name of the file beside the run, where the user names none. */
export const htmlFileOf = (run: Run): string => join(run.runDirectory, 'inspector.html');

function embeddedMessages(run: Run, amount: { readings: number; columns: number }) {
  const head = run.head();
  const thinned: string[] = [];
  const rest: ToWebview[] = [];
  const perTraining = Math.max(1, Math.floor(amount.readings / Math.max(1, head.trainings.length)));
  for (const { id, steps, variables } of head.trainings) {
    const series = run.series(id);
    if (!series) continue;
    rest.push({ type: 'series', series });
    rest.push(...curvatureMessages(run, id, amount.readings));
    const terms = run.terms(id);
    if (terms) rest.push({ type: 'terms', terms });
    const jacobian = run.jacobian(id);
    if (jacobian) rest.push({ type: 'jacobian', jacobian });
    rest.push(...linesMessages(run, id, amount.readings));
    const every = Math.ceil(steps / perTraining);
    if (every > 1) thinned.push(`This page has the readings of every ${every} steps of training ${id + 1}.`);
    for (let step = steps; step >= 1; step -= every) {
      const readings = readable(run, id, step);
      if (readings) rest.push({ type: 'readings', request: 0, readings });
    }
    if (amount.columns === 0) thinned.push('This page has no histograms.');
    else for (let v = 0; v < variables.length; v++) rest.push(detailMessage(run, id, v, amount.columns));
  }
  const messages: ToWebview[] = [
    // Reading the steps may have found damage.
    { type: 'run', run: { ...run.head(), thinned: [...head.thinned, ...thinned] } },
    { type: 'status', status: recordedStatus(run) },
    { type: 'sources', sources: run.info.sources },
    ...rest,
  ];
  return { messages, thinned };
}

/** Curvature, and its details at the newest steps with a spectrum or a bracket. */
function curvatureMessages(run: Run, training: number, most: number): ToWebview[] {
  const curvature = run.curvature(training);
  if (!curvature) return [];
  const steps = [...new Set([...curvature.spectra, ...curvature.anchors.steps])].sort((a, b) => a - b);
  const details = steps
    .slice(-Math.ceil(most / DETAILS))
    .map((step) => withOwnHessian(run.curvatureDetail(training, step)));
  return [
    { type: 'curvature', curvature },
    ...details.map((detail): ToWebview => ({ type: 'curvatureDetail', request: 0, detail })),
  ];
}
/** Gradients on lines of all measured steps, and their ways at some of them, evenly, the newest among them. */
function linesMessages(run: Run, training: number, most: number): ToWebview[] {
  const lines = run.lines(training);
  if (!lines) return [];
  const every = Math.max(1, Math.ceil((lines.steps.length * DETAILS) / most));
  const steps = [...lines.steps].filter((_, i) => (lines.steps.length - 1 - i) % every === 0);
  const ways = steps.flatMap((step): ToWebview[] => {
    const paths = run.gradientPaths(training, step);
    return paths.measured?.step === step ? [{ type: 'gradientPaths', request: 0, paths }] : [];
  });
  return [{ type: 'lines', lines }, ...ways];
}

/** One detail for so many readings: each is some kilobytes. */
const DETAILS = 16;
/** Parameters up to which a page holds the Hessian: so many squared numbers. */
const LARGEST_HESSIAN = 600;

/** A large matrix once, at the step at which it was measured. */
function withOwnHessian(detail: CurvatureDetail): CurvatureDetail {
  const { hessian } = detail;
  const isShown = hessian && hessian.step === detail.step && hessian.payload.size <= LARGEST_HESSIAN;
  return isShown ? detail : { ...detail, hessian: null };
}

/** Null where the step is not recorded, or damaged: the page then shows it as a gap. */
function readable(run: Run, training: number, step: number): StepReadings | null {
  try {
    return run.readings(training, step);
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

function detailMessage(run: Run, training: number, variable: number, columns: number): ToWebview {
  return { type: 'detail', request: 0, detail: run.detail(training, variable, columns) };
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
