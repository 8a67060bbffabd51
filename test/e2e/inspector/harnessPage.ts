/**
 * The webview's side of the harness: plays the editor's webview channel and a host that answers requests, then starts
 * the real inspector. Tests drive it through `window.harness`.
 */
import type { FromWebview, ToWebview } from '../../../src/protocol/inspector.js';
import { applySheet } from '../../../webview/theme/sheets.js';
import type { Theme } from '../../../webview/state/state.js';
import { curvatureDetailOf, type MadeUpCurvature } from './madeUpCurvature.js';
import { gradientPathsOf } from './madeUpLines.js';
import { detailOf, madeUpRun, readingsOf, type MadeUp } from './madeUpRun.js';

export interface Harness {
  /** What the webview posted, oldest first. */
  posted: FromWebview[];
  kept: unknown;
  show(made: Omit<MadeUp, 'patch'>, patch?: Record<string, unknown>): void;
  post(messages: unknown): void;
  /** Ends the measurement under way: measured, or refused with this message. */
  endMeasurement(refusal?: string): void;
  theme(kind: Theme['kind']): void;
}

declare global {
  interface Window {
    harness: Harness;
  }
}

let nanFrom = Infinity;
let steps = 0;
let variables = 10;
let curvature: MadeUpCurvature | undefined;
/** Measurements wait until a test lets them end. */
let measuring: Extract<FromWebview, { type: 'measure' }> | null = null;

const post = (messages: unknown) => window.postMessage({ messages }, '*');
const stored = sessionStorage.getItem('kept');
window.harness = {
  posted: [],
  kept: stored ? JSON.parse(stored) : undefined,
  show(made, patch = {}) {
    nanFrom = made.nanFrom ?? Infinity;
    steps = made.steps;
    variables = made.blocks ? 2 * (3 * made.blocks + 2) : 10;
    curvature = made.curvature;
    const { run: runPatch, status: statusPatch } = patch as { run?: object; status?: object };
    post(
      madeUpRun({
        ...made,
        patch: (run, status) => {
          Object.assign(run, runPatch);
          Object.assign(status, statusPatch);
        },
      }),
    );
  },
  post,
  endMeasurement(refusal) {
    if (!measuring || !curvature) throw new Error('nothing is measured');
    const { request, what, step } = measuring;
    measuring = null;
    if (refusal) post([{ type: 'refused', request, code: 'refused', message: refusal }]);
    else post([{ type: 'measured', request, what, detail: curvatureDetailOf(curvature, step ?? steps, true) }]);
  },
  theme: applySheet,
};

Object.assign(window, {
  acquireVsCodeApi: () => ({
    getState: () => window.harness.kept,
    setState(kept: unknown) {
      window.harness.kept = kept;
      sessionStorage.setItem('kept', JSON.stringify(kept));
    },
    postMessage(message: FromWebview) {
      window.harness.posted.push(message);
      answer(message);
    },
  }),
});

function answer(message: FromWebview): void {
  const reply = (answered: ToWebview) => setTimeout(() => post([answered]), 0);
  if (message.type === 'readings') {
    const { request, training, step } = message;
    reply({ type: 'readings', request, readings: readingsOf(training, step, nanFrom, variables) });
  }
  if (message.type === 'curvatureDetail' && curvature)
    reply({ type: 'curvatureDetail', request: message.request, detail: curvatureDetailOf(curvature, message.step) });
  if (message.type === 'gradientPaths')
    reply({ type: 'gradientPaths', request: message.request, paths: gradientPathsOf(message.step, variables) });
  if (message.type === 'measure') {
    measuring = message;
    reply({ type: 'measuring', request: message.request, training: message.training, what: message.what });
  }
  if (message.type === 'detail') {
    const { request, training, variable } = message;
    reply({ type: 'detail', request, detail: detailOf(training, variable, steps) });
  }
}

applySheet('dark');
