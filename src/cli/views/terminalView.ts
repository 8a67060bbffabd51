import cliProgress, { type SingleBar } from 'cli-progress';
import type { Writable } from 'node:stream';
import { plannedSteps, progressLine } from '../output/progress.js';
import { variableTable } from '../output/trainingTable.js';
import type { TrainView, Write } from './view.js';

export interface TerminalOptions {
  /** The terminal that is drawn on. */
  terminal: Writable & { rows?: number };
  write: Write;
  /** Streams that end on that same terminal: their text must go above what moves. */
  onTerminal: { stdout: boolean; stderr: boolean };
  /** `--steps`. */
  steps: number | null;
}

interface Row {
  text: string;
  bar: boolean;
}

/** A progress bar and under it the layers with their gradients, redrawn in place below the program's own output. */
export function terminalView({ terminal, write, onTerminal, steps }: TerminalOptions): TrainView {
  const bars = new cliProgress.MultiBar({
    stream: terminal as NodeJS.WritableStream,
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false, // Ctrl-C is the command's own matter
    forceRedraw: true, // output of the program scrolls the rows away
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    format: (options, { progress }, { text, bar }: Row) =>
      bar ? `${cliProgress.Format.BarFormat(progress, options)} ${text}` : text,
  });
  const rows: SingleBar[] = [];
  let open = true;
  let unfinished = ''; // a piece of output that has no line end yet

  const draw = (texts: string[], done: number, total: number | null) => {
    if (!open) return;
    texts.forEach((text, index) => {
      const payload: Row = { text, bar: index === 0 && total !== null };
      rows[index] ??= bars.create(total ?? 1, 0, payload);
      if (index === 0) rows[index].setTotal(total ?? 1);
      rows[index].update(index === 0 ? done : 0, payload);
    });
  };
  const above = (text: string) => {
    // Each line wipes what the rows left on the rest of it.
    bars.log(text.replaceAll('\n', '\x1b[K\n'));
  };
  const close = () => {
    if (!open) return;
    if (rows.length > 0) bars.update();
    open = false;
    bars.stop();
    if (unfinished !== '') terminal.write(unfinished);
  };

  return {
    phase: (text) => draw([text], 0, null),
    progress(training, stepsPerSecond) {
      const room = Math.max(4, (terminal.rows ?? 24) - 6);
      const table = variableTable(training, Math.min(room, 16)).map((line) => `  ${line}`);
      const total = plannedSteps(training, steps);
      draw([progressLine(training, steps, stepsPerSecond), ...table], training.steps, total);
    },
    output(stream, text) {
      if (!open || rows.length === 0 || !onTerminal[stream]) return write(stream, text);
      const whole = unfinished + text;
      const end = whole.lastIndexOf('\n') + 1;
      unfinished = whole.slice(end);
      if (end > 0) above(whole.slice(0, end));
    },
    message(text) {
      if (open && rows.length > 0) above(`${text}\n`);
      else terminal.write(`${text}\n`);
    },
    close,
  };
}
