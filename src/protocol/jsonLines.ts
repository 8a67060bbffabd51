/** One JSON object a line over a stream. */
import type { Socket } from 'node:net';

const LONGEST_LINE = 1 << 20;

/** Calls `take` with each parsed line; undefined where a line is no JSON or too long (then nothing more comes). */
export function readLines(socket: Socket, take: (value: unknown) => void): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (!socket.destroyed) take(parse(line));
    if (rest.length > LONGEST_LINE) take(undefined);
  });
}

export function writeLine(socket: Socket, message: object): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
