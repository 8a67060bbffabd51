/**
 * The program's output goes into files of the run. Where their disk is full, output is lost, as records are, but the
 * program must not end for it: without Gradlens its output would have gone elsewhere.
 */
import { isDiskFull } from '../runs/runFile.js';

type Write = (chunk: unknown, encoding: BufferEncoding, done: (error?: Error | null) => void) => void;

export function outliveFullDisk(streams: readonly NodeJS.WriteStream[] = [process.stdout, process.stderr]): void {
  for (const stream of streams as unknown as { _write: Write }[]) {
    const original = stream._write;
    const write: Write = function (this: unknown, chunk, encoding, done) {
      const settle = (error?: Error | null) => done(isDiskFull(error ?? {}) ? null : error);
      try {
        original.call(this, chunk, encoding, settle);
      } catch (error) {
        // Node writes files at once, and throws out of the call.
        if (!isDiskFull(error)) throw error;
        done();
      }
    };
    Object.defineProperty(stream, '_write', { value: write, configurable: true, writable: true, enumerable: false });
  }
}
