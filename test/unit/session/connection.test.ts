import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { rmSync } from 'node:fs';
import type { FromTrainer, ToTrainer, TrainerState } from '../../../src/protocol/control.js';
import { readLines, writeLine } from '../../../src/protocol/jsonLines.js';
import type { CodedError } from '../../../src/protocol/told.js';
import { connectToTrainer, type Connection } from '../../../src/session/connection.js';
import { makeSocketPath, removeSocketPath } from '../../../src/session/socketPath.js';

const state = (step: number): TrainerState => ({ state: 'running', training: 0, step, pause: null });
const welcome = (step: number): FromTrainer => ({
  ...{ type: 'welcome', pid: 1, runDirectory: '/run', state: state(step), backend: null, phases: [] },
  ...{ pauseWhen: null, recordingStopped: null },
});

describe('the connection to a trainer', () => {
  let server: Server;
  let connection: Connection;
  let path: string;
  let received: ToTrainer[];
  let messages: FromTrainer[];
  let troubles: CodedError[];
  let waiting: (() => void)[] = [];
  const changed = () => waiting.splice(0).forEach((wake) => wake());
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise<void>((resolve) => waiting.push(resolve));
  };

  /** A trainer that answers what the program of the test says. */
  const serve = async (answer: (host: Socket, message: ToTrainer, connections: number) => void) => {
    path = makeSocketPath();
    [received, messages, troubles, waiting] = [[], [], [], []];
    let connections = 0;
    server = createServer((host) => {
      const which = ++connections;
      host.on('error', () => undefined);
      readLines(host, (value) => {
        received.push(value as ToTrainer);
        answer(host, value as ToTrainer, which);
        changed();
      });
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    connection = connectToTrainer({
      socket: path,
      token: 'secret',
      isAlive: () => true,
      onMessage: (message) => {
        messages.push(message);
        changed();
      },
      onTrouble: (trouble) => {
        troubles.push(trouble);
        changed();
      },
    });
  };
  afterEach(() => {
    connection.close();
    server.close();
    removeSocketPath(path);
    rmSync(path, { force: true });
  });

  for (const [what, line] of [
    ['no JSON', '{"type":"sta'],
    ['an unknown type', '{"type":"weather","state":1}'],
    ['a part of another kind', JSON.stringify({ type: 'state', state: { ...state(3), step: 'three' } })],
    ['half an answer', '{"type":"taken"}'],
  ])
    it(`is renewed after ${what}: the state is told again, and what was asked for is asked again`, async () => {
      await serve((host, message, which) => {
        if (message.type === 'hello') writeLine(host, welcome(which === 1 ? 1 : 7));
        else if (which === 1) host.write(`${line}\n`);
        else writeLine(host, { type: 'taken', request: message.request });
      });
      await connection.request({ type: 'pause' });
      assert.deepEqual(
        received.map(({ type }) => type),
        ['hello', 'pause', 'hello', 'pause'],
      );
      assert.deepEqual(messages, [welcome(1), welcome(7)]);
      assert.deepEqual(
        troubles.map(({ code }) => code),
        ['trainer-message-malformed'],
      );
      assert.match(troubles[0]!.message, /connection was renewed, and nothing that was recorded is lost/);
    });

  it('asks for no step twice', async () => {
    await serve((host, message, which) => {
      if (message.type === 'hello') writeLine(host, welcome(which));
      else if (message.type === 'step') host.write('?\n');
      else writeLine(host, { type: 'taken', request: message.request });
    });
    await assert.rejects(connection.request({ type: 'step', count: 1, training: null }), {
      code: 'connection-renewed',
    });
    await connection.request({ type: 'resume' });
    assert.equal(received.filter(({ type }) => type === 'step').length, 1);
  });

  it('bears any number of malformed messages with good ones in between', async () => {
    await serve((host, message, which) => {
      if (message.type !== 'hello') return writeLine(host, { type: 'taken', request: message.request });
      writeLine(host, welcome(which));
      if (which > 10) return;
      writeLine(host, { type: 'state', state: state(which) });
      host.write('?\n');
    });
    await until(() => messages.filter(({ type }) => type === 'welcome').length === 11);
    await connection.request({ type: 'pause' });
    assert.equal(troubles.length, 10);
    assert.ok(troubles.every(({ code }) => code === 'trainer-message-malformed'));
  });

  it('is given up where nothing else comes, with one sentence for all that is asked', async () => {
    await serve((host) => void host.write('{"type":"welcome"}\n'));
    assert.equal(await connection.welcomed, false);
    assert.deepEqual(
      troubles.map(({ code }) => code),
      ['trainer-message-malformed', 'trainer-message-malformed', 'trainer-misunderstood'],
    );
    await assert.rejects(connection.request({ type: 'pause' }), { code: 'trainer-misunderstood' });
    assert.deepEqual(messages, []);
  });

  it('ends where the trainer closes it', async () => {
    await serve((host, message) => void (message.type === 'hello' ? writeLine(host, welcome(1)) : host.destroy()));
    await assert.rejects(connection.request({ type: 'pause' }), { code: 'trainer-unreachable' });
    assert.equal(received.length, 2);
    assert.deepEqual(troubles, []);
  });
});
