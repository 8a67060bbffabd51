/** A program that takes training steps on command, watched or not, and tells what they took. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RuleSettings } from '../../src/protocol/ruleSettings.js';
import { DEFAULT_MEASURE, type MeasureSettings } from '../../src/protocol/settings.js';
import { isKind } from '../../src/runs/recordCodec.js';
import { openRecordStream } from '../../src/runs/recordStream.js';
import { MAIN_FILE } from '../../src/runs/recordFiles.js';
import { startSession } from '../../src/session/startSession.js';
import { STDERR_FILE } from '../../src/session/supervise.js';
import { wasmWorld } from './world.js';

const root = join(import.meta.dirname, '../..');

export interface Stepper {
  /**
   * CPU milliseconds of the process: unlike the clock, they do not count what other programs of the machine take.
   * @throws where the program ended.
   */
  steps(count: number): Promise<number>;
  /** Bytes of the heap in use, after garbage collection. */
  heap(): Promise<number>;
  close(): Promise<void>;
}

export interface RecordedStep {
  /** Milliseconds, as in StepPayload. */
  time: number;
  cost: number;
}

export interface WatchedStepper extends Stepper {
  readonly runDirectory: string;
  /** Every step that was recorded so far. */
  recorded(): RecordedStep[];
}

interface Program {
  /** Resolves with a sentence when the program is gone. */
  ended: Promise<string>;
  stop(): Promise<unknown>;
}

/** No curvature and no checkpoints: what is measured of every step, and nothing else. */
export const ONLY_STATISTICS: MeasureSettings = { ...DEFAULT_MEASURE, every: 0, checkpoints: 0 };

export async function watchedStepper(
  model: string,
  world = wasmWorld,
  measure = ONLY_STATISTICS,
  rules: RuleSettings = {},
): Promise<WatchedStepper> {
  const runDirectory = mkdtempSync(join(tmpdir(), 'gradlens-bench-'));
  const stepper = await makeStepper((port) => {
    const session = startSession({
      file: world.program,
      args: [model, String(port)],
      node: { path: process.execPath, env: {} },
      distribution: join(root, 'dist'),
      gradlens: 'bench',
      backend: world.backend,
      // All statistics at every step: the governor never thins.
      budget: 1e6,
      measure,
      rules,
      runDirectory,
    });
    const said = () => readFileSync(join(runDirectory, STDERR_FILE), 'utf8').slice(-500);
    return {
      ended: session.ended.then(({ stopped }) => `the watched program ended (${stopped}): ${said()}`),
      stop: () => session.stop(),
    };
  });
  const close = async () => {
    await stepper.close();
    rmSync(runDirectory, { recursive: true, force: true });
  };
  const recorded = () => {
    const steps: RecordedStep[] = [];
    openRecordStream(join(runDirectory, MAIN_FILE)).read((record) => {
      if (isKind(record, 'step')) steps.push(record.payload);
    });
    return steps;
  };
  return { ...stepper, runDirectory, recorded, close };
}

/** The same program on the same backend, without Gradlens. */
export function plainStepper(model: string, world = wasmWorld): Promise<Stepper> {
  return makeStepper((port) => {
    const child = spawn(process.execPath, [...world.options, world.program, model, String(port)], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = new Promise<string>((resolve) => {
      child.on('error', ({ message }) => resolve(message));
      child.on('exit', (code, signal) => resolve(`the unwatched program ended (${signal ?? code})`));
    });
    const stop = () => {
      child.kill();
      return ended;
    };
    return { ended, stop };
  });
}

async function makeStepper(start: (port: number) => Program): Promise<Stepper> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const program = start((server.address() as AddressInfo).port);
  const gone = program.ended.then((sentence): never => {
    throw new Error(sentence);
  });
  gone.catch(() => server.close());
  const [socket] = (await Promise.race([once(server, 'connection'), gone])) as [Socket];
  const answers = createInterface({ input: socket });
  async function ask(line: string): Promise<number> {
    const answer = once(answers, 'line') as Promise<[string]>;
    socket.write(`${line}\n`);
    return Number((await Promise.race([answer, gone]))[0]);
  }
  return {
    steps: (count) => ask(String(count)),
    heap: () => ask('heap'),
    async close() {
      socket.destroy();
      server.close();
      await program.stop();
    },
  };
}
