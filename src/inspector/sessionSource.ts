/** A session as the inspector shows it before its first record. */
import type { Session } from '../session/session.js';
import { sessionStatus } from './sessionStatus.js';
import type { InspectorSource } from './source.js';

export function sessionSource(session: Session): InspectorSource {
  const listeners = new Set<() => void>();
  const changed = () => listeners.forEach((listener) => listener());
  const events = ['phase', 'backend', 'state', 'error', 'recordingStopped', 'exit'] as const;
  const stops = events.map((event) => session.on(event, changed));
  return {
    runDirectory: session.runDirectory,
    head: () => ({
      id: session.runDirectory,
      program: session.program,
      startedAt: 0,
      backend: session.backend,
      trainings: [],
      findings: [],
      damage: null,
      thinned: [],
    }),
    status: () => sessionStatus(session, { epoch: null, stepsPerSecond: null, overhead: null }),
    series: () => null,
    readings: () => Promise.reject(new Error('not recorded')),
    detail: () => Promise.reject(new Error('not recorded')),
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      for (const stop of stops) stop();
      listeners.clear();
    },
  };
}
