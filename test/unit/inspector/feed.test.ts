import assert from 'node:assert/strict';
import { createFeed, DRAWN_WITHIN } from '../../../src/inspector/feed.js';
import type { InspectorSource } from '../../../src/inspector/source.js';
import type { InspectorPost, ToWebview } from '../../../src/protocol/inspector.js';
import { fakeClock } from '../fakeClock.js';

/** A training whose steps the test counts up; a series says from which step on it was asked. */
function fakeSource(id = 'run') {
  const asked: number[] = [];
  const state = { steps: 0, name: 'train.js', curvature: 0 };
  const source: InspectorSource = {
    runDirectory: id,
    head: () => ({ id, program: { file: state.name }, trainings: [{ id: 0, steps: 0 }] }) as never,
    status: () => ({ step: state.steps }) as never,
    series: (_, from) => {
      asked.push(from);
      const size = state.steps > 5000 ? 2 : 1;
      const firstBucket = Math.floor((from - 1) / size);
      return state.steps === 0 ? null : ({ training: 0, steps: state.steps, size, firstBucket } as never);
    },
    readings: () => ({}) as never,
    detail: () => ({}) as never,
    curvatureVersion: () => state.curvature,
    linesVersion: () => 0,
    lineNorms: () => null,
    lineHistory: () => [],
    linesAt: () => null,
    gradientPaths: () => assert.fail(),
    sources: () => [],
    curvature: () => ({ training: 0 }) as never,
    jacobian: () => null,
    terms: () => ({ training: 0 }) as never,
    curvatureDetail: () => ({}) as never,
    measure: () => Promise.resolve({}) as never,
    onDidChange: () => () => undefined,
    dispose: () => undefined,
  };
  return { source, state, asked };
}

/** `draws`: the webview says of each post at once that it is drawn. */
function setUp({ draws = true } = {}) {
  const clock = fakeClock();
  const posts: { at: number; post: InspectorPost }[] = [];
  const feed = createFeed((post) => {
    posts.push({ at: clock.now(), post });
    if (draws) feed.drawn();
  }, clock);
  const types = () => posts.map(({ post }) => post.messages.map(({ type }) => type));
  return { clock, posts, feed, types };
}

describe('the feed of a webview', () => {
  it('is silent until the webview is ready', () => {
    const { clock, posts, feed } = setUp();
    feed.setVisible(true);
    feed.show(fakeSource().source);
    clock.advanceTo(1000);
    assert.equal(posts.length, 0);
    feed.hydrate();
    clock.advanceTo(2000);
    assert.equal(posts.length, 1);
  });

  it('says that there is nothing to show', () => {
    const { clock, feed, types } = setUp();
    feed.setVisible(true);
    feed.show(null);
    feed.hydrate();
    clock.advanceTo(100);
    assert.deepEqual(types(), [['empty']]);
  });

  it('posts curvature four times a second at most, and the last change arrives', () => {
    const { clock, posts, feed } = setUp();
    const { source, state } = fakeSource();
    feed.setVisible(true);
    feed.show(source);
    feed.hydrate();
    for (let time = 10; time <= 1000; time += 10) {
      state.curvature++;
      feed.changed(new Map());
      clock.advanceTo(time);
    }
    clock.advanceTo(2000);
    const told = posts.filter(({ post }) => post.messages.some(({ type }) => type === 'curvature'));
    assert.ok(told.length <= 5 && told.length >= 3, `${told.length} posts`);
    assert.ok(told.at(-1)!.at >= 1000, 'the last change');
  });

  it('posts at most 30 times in any second, and the last change arrives', () => {
    const { clock, posts, feed } = setUp();
    const { source, state } = fakeSource();
    feed.setVisible(true);
    feed.show(source);
    feed.hydrate();
    for (let time = 0; time < 5000; time++) {
      clock.advanceTo(time);
      state.steps++;
      feed.changed(new Map([[0, state.steps]]));
      if (time % 3 === 0) feed.send({ type: 'show', training: 0, step: time, variable: null });
    }
    clock.advanceTo(6000);
    for (const { at } of posts) {
      const within = posts.filter((other) => other.at >= at && other.at < at + 1000).length;
      assert.ok(within <= 30, `${within} posts in a second`);
    }
    assert.ok(posts.length > 100, 'follows at nearly 30 a second');
    const last = posts.flatMap(({ post }) => post.messages).findLast(({ type }) => type === 'series');
    assert.equal((last as Extract<ToWebview, { type: 'series' }>).series.steps, 5000);
  });

  it('waits with news, but not with answers, until the last post is drawn', () => {
    const { clock, posts, feed } = setUp({ draws: false });
    const { source, state } = fakeSource();
    feed.setVisible(true);
    feed.show(source);
    feed.hydrate();
    clock.advanceTo(100);
    const grow = () => feed.changed(new Map([[0, ++state.steps]]));
    grow();
    clock.advanceTo(600);
    assert.equal(posts.length, 1, 'not drawn yet');
    feed.drawn();
    clock.advanceTo(700);
    assert.equal(posts.length, 2);
    grow();
    feed.send({ type: 'refused', request: 1, code: 'a', message: '' });
    clock.advanceTo(800);
    assert.equal(posts.length, 3, 'an answer');
    grow();
    clock.advanceTo(5000);
    assert.equal(posts.length, 4, 'a webview that never says so is told once a second');
    assert.ok(posts[3]!.at - posts[2]!.at >= DRAWN_WITHIN);
  });

  it('sends the exact numbers of the newest step while the training runs', () => {
    const { clock, posts, feed } = setUp();
    const { source, state } = fakeSource();
    const live: InspectorSource = {
      ...source,
      head: () => ({ id: 'run', trainings: [{ id: 0, steps: state.steps }] }) as never,
      status: () => ({ live: true, training: 0 }) as never,
      readings: (training, step) => {
        if (step === 3) throw new Error('damaged');
        return { training, step } as never;
      },
    };
    feed.setVisible(true);
    feed.show(live);
    feed.hydrate();
    for (const time of [100, 200, 300]) {
      state.steps++;
      feed.changed(new Map([[0, state.steps]]));
      clock.advanceTo(time);
    }
    const told = posts.flatMap(({ post }) => post.messages).filter(({ type }) => type === 'readings');
    assert.deepEqual(
      told.map((message) => (message as Extract<ToWebview, { type: 'readings' }>).readings.step),
      [1, 2],
    );
  });

  it('sends only what is new of a series, and nothing twice', () => {
    const { clock, feed, types } = setUp();
    const { source, state, asked } = fakeSource();
    feed.setVisible(true);
    feed.show(source);
    feed.hydrate();
    state.steps = 10;
    clock.advanceTo(100);
    state.steps = 25;
    feed.changed(new Map([[0, 11]]));
    clock.advanceTo(200);
    feed.changed(new Map());
    clock.advanceTo(300);
    assert.deepEqual(asked, [1, 11]);
    assert.deepEqual(types(), [['run', 'status', 'series'], ['status', 'series'], ['status']]);
  });

  it('sends the lowest of the steps that changed since the last post', () => {
    const { clock, feed } = setUp();
    const { source, state, asked } = fakeSource();
    state.steps = 50;
    feed.setVisible(true);
    feed.show(source);
    feed.hydrate();
    clock.advanceTo(100);
    feed.changed(new Map([[0, 50]]));
    clock.advanceTo(100);
    feed.changed(new Map([[0, 51]]));
    feed.changed(new Map([[0, 7]]));
    feed.changed(new Map([[0, 52]]));
    clock.advanceTo(200);
    assert.deepEqual(asked, [1, 50, 7]);
  });

  it('sends all of a series when its buckets grow', () => {
    const { clock, feed, asked, state, source } = { ...setUp(), ...fakeSource() };
    state.steps = 5000;
    feed.setVisible(true);
    feed.show(source);
    feed.hydrate();
    clock.advanceTo(100);
    state.steps = 5001;
    feed.changed(new Map([[0, 5001]]));
    clock.advanceTo(200);
    assert.deepEqual(asked, [1, 5001, 1]);
  });

  it('tells of the run again when what is known of it grew', () => {
    const { clock, feed, types } = setUp();
    const { source, state } = fakeSource();
    feed.setVisible(true);
    feed.show(source);
    feed.hydrate();
    clock.advanceTo(100);
    state.name = 'other.js';
    feed.changed(new Map());
    clock.advanceTo(200);
    assert.deepEqual(types(), [
      ['run', 'status'],
      ['run', 'status'],
    ]);
  });

  it('keeps nothing while hidden, and sends everything when it is ready again', () => {
    const { clock, posts, feed } = setUp();
    const mine = fakeSource();
    feed.setVisible(true);
    feed.show(mine.source);
    feed.hydrate();
    mine.state.steps = 5;
    clock.advanceTo(100);
    feed.setVisible(false);
    for (let i = 0; i < 1000; i++) {
      mine.state.steps++;
      feed.changed(new Map([[0, mine.state.steps]]));
      feed.send({ type: 'show', training: 0, step: i, variable: null });
      clock.advanceTo(100 + i);
    }
    assert.equal(posts.length, 1);
    feed.hydrate();
    feed.setVisible(true);
    clock.advanceTo(5000);
    assert.equal(posts.length, 2);
    assert.deepEqual(
      posts[1]!.post.messages.map(({ type }) => type),
      ['run', 'status', 'series'],
    );
    assert.deepEqual(mine.asked, [1, 1]);
  });

  it('sends answers once and in order, and forgets those of another run', () => {
    const { clock, posts, feed } = setUp();
    feed.setVisible(true);
    feed.show(fakeSource('a').source);
    feed.hydrate();
    clock.advanceTo(100);
    feed.send({ type: 'refused', request: 1, code: 'a', message: '' });
    feed.send({ type: 'refused', request: 2, code: 'a', message: '' });
    clock.advanceTo(200);
    feed.send({ type: 'refused', request: 3, code: 'a', message: '' });
    feed.show(fakeSource('b').source);
    clock.advanceTo(300);
    const answers = posts.flatMap(({ post }) => post.messages).filter(({ type }) => type === 'refused');
    assert.deepEqual(
      answers.map((message) => (message as { request: number }).request),
      [1, 2],
    );
  });
});
