import assert from 'node:assert/strict';
import type { Inspector } from '../../../src/inspector/inspector.js';
import { createShownRun } from '../../../src/inspector/shownRun.js';
import type { InspectorSource } from '../../../src/inspector/source.js';
import type { Session } from '../../../src/session/session.js';
import { writeSampleRun } from '../../sample/sampleRun.js';
import { makeFolder, removeFolders } from '../runs/support/folder.js';

/** A session whose news the test tells. */
function fakeSession(runDirectory: string) {
  const listeners = new Set<() => void>();
  const on = (_: string, listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const session = { runDirectory, on, outcome: null, backend: null } as unknown as Session;
  return { session, tell: () => [...listeners].forEach((listener) => listener()) };
}

describe('the run that is shown', () => {
  afterEach(removeFolders);

  function setUp() {
    const folders = [makeFolder(), makeFolder(), makeFolder()] as const;
    for (const folder of folders) writeSampleRun(folder, { steps: 5, variables: 1 });
    const state = { changes: 0, source: null as InspectorSource | null };
    const inspector = { show: (next: InspectorSource | null) => (state.source = next) } as unknown as Inspector;
    const shown = createShownRun(
      inspector,
      () => state.changes++,
      () => Promise.resolve(),
    );
    return { folders, state, shown };
  }

  it('follows the session while another run is looked at, and comes back to it', () => {
    const { folders, state, shown } = setUp();
    const { session, tell } = fakeSession(folders[0]);
    shown.showSession(session);
    const live = state.source;
    shown.showRun(folders[1]);
    assert.equal(shown.shownDirectory(), folders[1]);
    tell();
    assert.ok(state.changes > 0, 'the session is followed still');
    shown.showRun(folders[0]);
    assert.equal(state.source, live);
    shown.forget(folders[1]);
    assert.equal(shown.shownDirectory(), folders[0], 'what is not shown is not taken away');
    shown.forget(folders[0]);
    assert.equal(state.source, null);
  });

  it('lets go of the session before, and of runs that are no longer looked at', () => {
    const { folders, state, shown } = setUp();
    const first = fakeSession(folders[0]);
    const second = fakeSession(folders[1]);
    shown.showSession(first.session);
    shown.showRun(folders[2]);
    shown.showSession(second.session);
    const before = state.changes;
    first.tell();
    assert.equal(state.changes, before);
    second.tell();
    assert.ok(state.changes > before);
  });
});
