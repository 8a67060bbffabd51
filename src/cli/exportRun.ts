import { join, resolve } from 'node:path';
import { exportCsv } from '../runs/exportCsv.js';
import { exportHtml, htmlFileOf } from '../runs/exportHtml.js';
import { exportTensorboard } from '../runs/exportTensorboard.js';
import { openRun } from '../runs/openRun.js';
import type { ExportFormat } from './arguments/commands.js';
import { distribution } from './installation.js';

export interface Exported {
  path: string;
  /** What was left out to keep the file small: sentences. */
  thinned: string[];
}

/** Writes a run in another format; `out` is taken from the working directory. */
export async function exportRun(directory: string, format: ExportFormat, out: string | null): Promise<Exported> {
  const run = openRun(directory);
  if (format === 'csv') {
    const path = resolve(out ?? join(directory, 'run.csv'));
    exportCsv(run, path);
    return { path, thinned: [] };
  }
  if (format === 'tensorboard') {
    const path = resolve(out ?? join(directory, 'tensorboard'));
    exportTensorboard(run, path);
    return { path, thinned: [] };
  }
  const path = out === null ? htmlFileOf(run) : resolve(out);
  const page = join(distribution(), 'webview', 'inspector.html');
  return { path, thinned: await exportHtml(run, page, path) };
}
