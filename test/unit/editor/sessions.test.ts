import assert from 'node:assert/strict';
import { createSessions } from '../../../src/editor/sessions.js';
import type { RunOutcome } from '../../../src/protocol/run.js';
import type { Session } from '../../../src/session/session.js';

function makeSession() {
  const calls: string[] = [];
  let end: (outcome: RunOutcome) => void = () => undefined;
  const ended = new Promise<RunOutcome>((resolve) => (end = resolve));
  const session = {
    ended,
    detach: () => calls.push('detach'),
    // A program that never ends.
    stop: () => (calls.push('stop'), ended),
  } as unknown as Session;
  return { session, calls, end: () => end({} as RunOutcome) };
}

describe('the session of a window', () => {
  it('is let go of at once, without waiting for its end, when the window closes', () => {
    const sessions = createSessions();
    const { session, calls } = makeSession();
    sessions.adopt(session);
    assert.equal(sessions.release(), undefined);
    assert.deepEqual(calls, ['detach']);
    assert.equal(sessions.live, null);
  });

  it('tells nobody of its end after that', async () => {
    const sessions = createSessions();
    const { session, end } = makeSession();
    const told: unknown[] = [];
    sessions.onDidChange((live) => told.push(live));
    sessions.adopt(session);
    sessions.release();
    end();
    await session.ended;
    assert.deepEqual(told, [session]);
  });

  it('tells when it begins and when it ends', async () => {
    const sessions = createSessions();
    const { session, end } = makeSession();
    const told: unknown[] = [];
    sessions.onDidChange((live) => told.push(live));
    sessions.adopt(session);
    end();
    await session.ended;
    await Promise.resolve();
    assert.deepEqual(told, [session, null]);
  });

  it('gives way to another, and its end is then no longer the end of the live one', async () => {
    const sessions = createSessions();
    const [first, second] = [makeSession(), makeSession()];
    sessions.adopt(first.session);
    sessions.adopt(second.session);
    assert.deepEqual(first.calls, ['detach']);
    first.end();
    await first.session.ended;
    await Promise.resolve();
    assert.equal(sessions.live, second.session);
  });
});
