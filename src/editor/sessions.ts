/** The one session that this window runs. */
import type { Session } from '../session/session.js';

export interface Sessions {
  /** The session that runs now. */
  readonly live: Session | null;
  /** Takes over a session that was started or found again; its end is noticed here. */
  adopt(session: Session): void;
  /** Called when a session begins, and when it has ended (null). */
  onDidChange(listener: (session: Session | null) => void): () => void;
  /** Ends the running session, if any. */
  stop(): Promise<void>;
  /** Lets go of it without ending it: it ends itself after its grace time, or another window finds it. */
  release(): void;
}

export function createSessions(): Sessions {
  const listeners = new Set<(session: Session | null) => void>();
  let live: Session | null = null;
  const tell = () => listeners.forEach((listener) => listener(live));
  return {
    get live() {
      return live;
    },
    adopt(session) {
      live?.detach();
      live = session;
      tell();
      void session.ended.then(() => {
        if (live !== session) return;
        live = null;
        tell();
      });
    },
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      await live?.stop();
    },
    release() {
      live?.detach();
      live = null;
      listeners.clear();
    },
  };
}
