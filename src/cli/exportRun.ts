import { join, resolve } from 'node:path';
import { exportCsv } from '../runs/exportCsv.js';
import { exportHtml, htmlFileOf } from '../runs/exportHtml.js';
import { exportTensorboard } from '../runs/exportTensorboard.js';
import { openRun } from '../runs/openRun.js';
import type { ExportFormat } from './arguments/commands.js';
import { distribution } from './installation.js';
import { notWritable } from './usageError.js';

export interface Exported {
  /** The file or folder that was written. */
  path: string;
  /** What was left out to keep the file small: sentences. */
  thinned: string[];
}

/**
 * Writes a run in another format, into the run's own folder or to `out`, taken from the working directory.
 * @throws UsageError where that place cannot be written
 */
export async function exportRun(directory: string, format: ExportFormat, out: string | null): Promise<Exported> {
  try {
    return await write(directory, format, out);
  } catch (error) {
    const { code, syscall, path } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw notWritable(path ?? out ?? directory, code);
  }
}

async function write(directory: string, format: ExportFormat, out: string | null): Promise<Exported> {
  const run = openRun(directory);
  const target = out === null ? null : resolve(out);
  switch (format) {
    case 'html': {
      const path = target ?? htmlFileOf(run);
      const page = join(distribution(), 'webview', 'inspector.html');
      return { path, thinned: await exportHtml(run, page, path) };
    }
    case 'csv': {
      const path = target ?? join(directory, 'run.csv');
      exportCsv(run, path);
      return { path, thinned: [] };
    }
    case 'tensorboard': {
      const path = target ?? join(directory, 'tensorboard');
      exportTensorboard(run, path);
      return { path, thinned: [] };
    }
  }
}
