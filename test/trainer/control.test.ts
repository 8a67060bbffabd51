import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import type { FindingPayload } from '../../src/protocol/records.js';
import type { RunInfo } from '../../src/protocol/run.js';
import { NOT_FINITE } from '../../src/conditions/pauseOnNaN.js';
import { readRunFile } from '../../src/runs/runFile.js';
import { attachSession } from '../../src/session/attachSession.js';
import { CodedError } from '../../src/protocol/told.js';
import { isAlive } from '../../src/session/processTree.js';
import type { Session } from '../../src/session/session.js';
import { readRecords } from './support/readRecords.js';
import { collect, program, reaches, run, start, type Options } from './support/runProgram.js';

/** A synchronous `for` loop that never yields to the event loop and never ends. */
const endless = program('failing/trainsForever.cjs');
const stepsOf = (session: Session) => readRecords(session.runDirectory).filter(({ kind }) => kind === 'step').length;
/** Resolves when more steps are recorded than now: the program trains on. */
async function moreSteps(session: Session): Promise<void> {
  const before = stepsOf(session);
  while (stepsOf(session) <= before) await settle(5);
}
const settle = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('controlling a loop that never yields', () => {
  let session: Session;
  const begin = async (options: Options = {}) => {
    session = start(endless, options);
    await reaches(session, ({ state }) => state === 'running');
  };
  afterEach(() => session.stop());

  it('after the answer to a pause no further step is recorded', async () => {
    await begin();
    for (let round = 0; round < 20; round++) {
      await session.pause();
      const recorded = stepsOf(session);
      await settle(10);
      assert.equal(stepsOf(session), recorded, `round ${round}`);
      await session.resume();
      await settle(3);
    }
    assert.ok(stepsOf(session) > 20);
  });

  it('stands before an update, and says so', async () => {
    await begin();
    await session.pause();
    const { pause, step } = await reaches(session, ({ state }) => state === 'paused');
    assert.deepEqual(pause, { by: 'user', condition: null, value: null, previous: null });
    assert.equal(step, stepsOf(session));
  });

  it('steps exactly as often as asked', async () => {
    await begin();
    await session.pause();
    let before = (await reaches(session, ({ state }) => state === 'paused')).step;
    for (const count of [1, 1, 7]) {
      await session.step(count, 0);
      const { pause, step } = await reaches(
        session,
        ({ state, step, pause }) => state === 'paused' && step === before + count && pause?.by === 'step',
      );
      assert.equal(pause?.by, 'step');
      assert.equal(stepsOf(session), before + count);
      before = step;
    }
  });

  it('stops at the next hook: exit handlers run, the run has its end', async () => {
    await begin();
    const outcome = await session.stop();
    assert.deepEqual([outcome.stopped, outcome.programExit, outcome.signal], ['user', 0, null]);
    assert.equal(readRecords(session.runDirectory).at(-1)?.kind, 'end');
  });

  it('stops out of a pause', async () => {
    await begin();
    await session.pause();
    await reaches(session, ({ state }) => state === 'paused');
    assert.equal((await session.stop()).stopped, 'user');
  });

  it('takes a condition while it runs, and refuses what it does not understand', async () => {
    await begin();
    while (stepsOf(session) === 0) await settle(5);
    await assert.rejects(session.setPauseWhen('loss >'), (error) => error instanceof CodedError);
    await assert.rejects(session.setPauseWhen('gradient("wieght").norm > 1'), /"wieght"/);
    await session.pause();
    const { step } = await reaches(session, ({ state }) => state === 'paused');
    await session.setPauseWhen(`step = ${step + 5}`);
    await session.resume();
    const met = await reaches(session, ({ pause }) => pause?.by === 'condition');
    assert.equal(met.step, step + 4);
    assert.deepEqual(met.pause, {
      by: 'condition',
      condition: `step = ${step + 5}`,
      value: step + 5,
      previous: step + 4,
    });
    assert.equal(session.pauseWhen, `step = ${step + 5}`);
    assert.equal(stepsOf(session), step + 4);
  });
});

describe('a session', () => {
  it('pauses before the update of the first step where the condition holds', async () => {
    // w ← 0.998 w from 1, loss w²: below 0.9 for the first time at w = 0.998^27, before the 28th update.
    const session = start(endless, { pauseWhen: 'loss < 0.9' });
    const { pause, step } = await reaches(session, ({ state }) => state === 'paused');
    assert.equal(step, 27);
    assert.equal(stepsOf(session), 27);
    assert.ok(Math.abs(pause!.value! - 0.998 ** 54) < 1e-5 && Math.abs(pause!.previous! - 0.998 ** 52) < 1e-5);
    await session.stop();
  });

  it('pauses on NaN with the finding recorded: the op, its line, and float64', async () => {
    // w ← w − 1 from 2, loss w + 0·log w: log 0 at step 3.
    const file = program('failing/logOfZero.cjs');
    const session = start(file, { pauseWhen: NOT_FINITE });
    const { step } = await reaches(session, ({ state }) => state === 'paused');
    assert.deepEqual([step, stepsOf(session)], [2, 2]);
    const findings = readRecords(session.runDirectory).filter(({ kind }) => kind === 'finding');
    assert.equal(findings.length, 1);
    const since = findings[0]!.step;
    const payload = findings[0]!.payload as FindingPayload;
    assert.deepEqual([payload.rule, since, payload.file, payload.line], ['not-finite', 3, file, 8]);
    assert.match(payload.message, /^Log made the first infinite value: it was given 0, undefined in exact arithmetic/);
    const { kernel, given, float64 } = payload.evidence as Record<string, unknown>;
    assert.deepEqual([kernel, given, float64], ['Log', [0], 'Infinity']);
    await session.stop();
  });

  it('ends after the steps that were asked for', async () => {
    const { outcome, steps } = await run(endless, { steps: 12 });
    assert.deepEqual([outcome.stopped, steps.length], ['steps', 12]);
  });

  it('ends a loop that never reaches TensorFlow.js by a signal, and says so', async () => {
    const session = start(program('failing/endlessLoop.cjs'));
    await reaches(session, ({ state }) => state === 'running');
    while (stepsOf(session) === 0) await settle(20);
    const { pid } = readRunFile(session.runDirectory).control!;
    const outcome = await session.stop();
    assert.equal(outcome.stopped, 'user');
    assert.equal(outcome.error?.code, 'stopped-by-force');
    assert.ok(outcome.signal !== null && !isAlive(pid));
    assert.equal(readRunFile(session.runDirectory).outcome?.error?.code, 'stopped-by-force');
    assert.equal(stepsOf(session), 1);
  });

  it('cannot be commanded once it has ended', async () => {
    const session = start(program('minimize.cjs'));
    await session.ended;
    await assert.rejects(session.pause(), { code: 'trainer-unreachable' });
  });
});

describe('a window that reloads', () => {
  it('finds its program again, which trained on meanwhile', async () => {
    const first = start(endless);
    await reaches(first, ({ state }) => state === 'running');
    await first.setPauseWhen('loss is NaN');
    first.detach();
    await moreSteps(first);
    const second = await attachSession(first.runDirectory);
    assert.ok(second);
    assert.equal(second.pauseWhen, 'loss is NaN');
    assert.equal(second.backend?.name, 'cpu');
    assert.deepEqual(
      second.phases.map(({ phase }) => phase),
      ['starting', 'tensorflow', 'backend', 'program', 'training'],
    );
    const outcome = await second.stop();
    assert.deepEqual([outcome.stopped, outcome.programExit], ['user', 0]);
    assert.equal(await attachSession(first.runDirectory), null);
  });

  it('that does not come back ends the program after the grace time', async () => {
    const session = start(endless, { graceSeconds: 0.2 });
    await reaches(session, ({ state }) => state === 'running');
    const { pid } = readRunFile(session.runDirectory).control!;
    session.detach();
    while (isAlive(pid)) await settle(20);
    assert.equal(readRunFile(session.runDirectory).outcome?.stopped, 'user');
  });

  it('closes the run of a trainer that was killed meanwhile', async () => {
    const session = start(endless);
    await reaches(session, ({ state }) => state === 'running');
    const info = readRunFile(session.runDirectory);
    session.detach();
    process.kill(info.control!.pid, 'SIGKILL');
    while (isAlive(info.control!.pid)) await settle(20);
    assert.equal(await attachSession(session.runDirectory), null);
    const { outcome, control } = readRunFile(session.runDirectory);
    assert.deepEqual([outcome?.stopped, control], ['error', null]);
  });

  it('and another window may hold the same program', async () => {
    const first = start(endless);
    await reaches(first, ({ state }) => state === 'running');
    const second = await attachSession(first.runDirectory);
    await second!.pause();
    assert.equal((await reaches(first, ({ state }) => state === 'paused')).pause?.by, 'user');
    await first.resume();
    await reaches(second!, ({ state }) => state === 'running');
    await Promise.all([first.stop(), second!.ended]);
  });
});

describe('two windows on one folder', () => {
  it('have runs of their own', async () => {
    const options: Options = { runDirectory: null };
    const both = await Promise.all([run(program('minimize.cjs'), options), run(program('minimize.cjs'), options)]);
    assert.notEqual(both[0].runDirectory, both[1].runDirectory);
    assert.deepEqual(both[0].steps, both[1].steps);
    assert.equal(both[0].steps.length, 20);
  });
});

describe('the control socket', () => {
  const talk = (info: RunInfo, lines: string[]) =>
    new Promise<string>((resolve) => {
      let heard = '';
      const socket = createConnection(info.control!.socket, () =>
        socket.write(lines.map((line) => `${line}\n`).join('')),
      );
      socket.on('data', (data) => (heard += data.toString()));
      socket.on('close', () => resolve(heard));
      socket.on('error', () => undefined);
    });

  it('closes on a wrong token and on anything that is no message, and the program goes on', async () => {
    const session = start(endless);
    await reaches(session, ({ state }) => state === 'running');
    const info = readRunFile(session.runDirectory);
    const hello = JSON.stringify({ type: 'hello', token: info.control!.token });
    assert.equal(await talk(info, [JSON.stringify({ type: 'hello', token: 'guess' })]), '');
    assert.equal(await talk(info, [JSON.stringify({ type: 'pause', request: 1 })]), '');
    for (const nonsense of [
      '',
      '{',
      'null',
      '{"type":"pause"}',
      '{"type":"step","request":1,"count":-1,"training":null}',
    ]) {
      assert.match(await talk(info, [hello, nonsense]), /^\{"type":"welcome".*\}\n$/);
    }
    await moreSteps(session);
    const { outcome } = { outcome: await session.stop() };
    assert.equal(outcome.stopped, 'user');
  });

  it('does not keep a program alive, and is gone with it', async () => {
    const { outcome } = await collect(start(program('minimize.cjs')));
    assert.deepEqual([outcome.stopped, outcome.programExit], ['end', 0]);
  });
});
