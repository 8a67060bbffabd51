import { emitKeypressEvents } from 'node:readline';
import type { ReadStream } from 'node:tty';

export type PauseKey = 'resume' | 'step' | 'stop';

interface Keypress {
  name?: string;
  ctrl?: boolean;
}

/** What a key means while the program is paused: Enter or r resumes, s runs one step, q and Ctrl-C stop. */
export function pauseKey({ name, ctrl }: Keypress): PauseKey | null {
  if (ctrl) return name === 'c' ? 'stop' : null;
  if (name === 'return' || name === 'enter' || name === 'r') return 'resume';
  if (name === 's') return 'step';
  return name === 'q' ? 'stop' : null;
}

/** Waits for the next key that means something; the terminal is in raw mode only so long. `cancel` gives up waiting. */
export function nextPauseKey(stdin: ReadStream): { key: Promise<PauseKey>; cancel: () => void } {
  let release: () => void = () => undefined;
  const key = new Promise<PauseKey>((resolve) => {
    const onKey = (_: string | undefined, keypress: Keypress) => {
      const meaning = pauseKey(keypress);
      if (meaning === null) return;
      release();
      resolve(meaning);
    };
    release = () => {
      stdin.off('keypress', onKey);
      stdin.setRawMode(false);
      stdin.pause();
    };
    emitKeypressEvents(stdin);
    stdin.on('keypress', onKey);
    stdin.setRawMode(true);
    stdin.resume();
  });
  return { key, cancel: () => release() };
}
