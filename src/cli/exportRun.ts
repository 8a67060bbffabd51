import { join, resolve } from 'node:path';
import { exportHtml, htmlFileOf } from '../runs/exportHtml.js';
import { openRun } from '../runs/openRun.js';
import type { ExportFormat } from './arguments/commands.js';
import { distribution } from './installation.js';
import { notAvailable } from './usageError.js';

export interface Exported {
  path: string;
  /** What was left out to keep the file small: sentences. */
  thinned: string[];
}

/** Writes a run in another format; `out` is taken from the working directory. */
export async function exportRun(directory: string, format: ExportFormat, out: string | null): Promise<Exported> {
  if (format !== 'html') throw notAvailable(`--format ${format}`);
  const run = openRun(directory);
  const path = out === null ? htmlFileOf(run) : resolve(out);
  const page = join(distribution(), 'webview', 'inspector.html');
  return { path, thinned: await exportHtml(run, page, path) };
}
