/** A program that takes training steps on command, watched or not, and tells how long they took. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BackendName } from '../../src/protocol/run.js';
import { startSession } from '../../src/session/startSession.js';

const root = join(import.meta.dirname, '../..');
const PROGRAM = join(root, 'bench/programs/steps.mjs');

export interface Stepper {
  /** Milliseconds that `count` steps took, by the program's own clock. */
  steps(count: number): Promise<number>;
  close(): Promise<void>;
}

export async function watchedStepper(model: string, backend: BackendName): Promise<Stepper> {
  const runDirectory = mkdtempSync(join(tmpdir(), 'gradlens-bench-'));
  const stepper = await makeStepper((port) => {
    const session = startSession({
      file: PROGRAM,
      args: [model, String(port)],
      node: { path: process.execPath, env: {} },
      distribution: join(root, 'dist'),
      gradlens: 'bench',
      backend,
      // All statistics at every step: the governor never thins.
      budget: 1e6,
      runDirectory,
    });
    return () => session.stop();
  });
  const close = async () => {
    await stepper.close();
    rmSync(runDirectory, { recursive: true, force: true });
  };
  return { ...stepper, close };
}

export function plainStepper(model: string, backend: BackendName): Promise<Stepper> {
  return makeStepper((port) => {
    const preload = join(root, 'bench/support/backendOnly.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', '--import', preload, PROGRAM, model, String(port)], {
      cwd: root,
      env: { ...process.env, BENCH_BACKEND: backend },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return async () => {
      child.kill();
      await once(child, 'exit');
    };
  });
}

async function makeStepper(start: (port: number) => () => Promise<unknown>): Promise<Stepper> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = start((server.address() as AddressInfo).port);
  const [socket] = (await once(server, 'connection')) as [Socket];
  const answers = createInterface({ input: socket });
  return {
    async steps(count) {
      const answer = once(answers, 'line') as Promise<[string]>;
      socket.write(`${count}\n`);
      return Number((await answer)[0]);
    },
    async close() {
      socket.destroy();
      server.close();
      await stop();
    },
  };
}
