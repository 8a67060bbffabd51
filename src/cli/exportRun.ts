import type { ExportFormat } from './arguments/commands.js';

/** Writes a run in another format; resolves with the path that was written. */
export function exportRun(directory: string, format: ExportFormat, out: string | null): Promise<string> {
  return Promise.reject(new Error(`${directory} ${format} ${String(out)}`));
}
