/** Hands out the text that a program appends to a log, as it comes. */
import { closeSync, openSync, readSync, watch, type FSWatcher } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

export interface TextFollower {
  /** Hands out what is left and ends. */
  finish(): void;
}

/** Beside the system's notices, which some file systems do not give. */
const LOOK_EVERY = 200;

/** `from`: byte to begin at. */
export function followText(path: string, from: number, take: (text: string) => void): TextFollower {
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.alloc(1 << 16);
  let file = -1;
  let at = from;
  const look = () => {
    try {
      if (file < 0) file = openSync(path, 'r');
      for (;;) {
        const count = readSync(file, chunk, 0, chunk.length, at);
        if (count === 0) return;
        at += count;
        const text = decoder.write(chunk.subarray(0, count));
        if (text !== '') take(text);
      }
    } catch {
      // Not there yet.
    }
  };
  let watcher: FSWatcher | null = null;
  try {
    watcher = watch(path, look);
    watcher.on('error', () => watcher?.close());
  } catch {
    watcher = null;
  }
  const timer = setInterval(look, LOOK_EVERY);
  look();
  return {
    finish() {
      clearInterval(timer);
      watcher?.close();
      look();
      const rest = decoder.end();
      if (rest !== '') take(rest);
      if (file >= 0) closeSync(file);
      file = -1;
    },
  };
}
