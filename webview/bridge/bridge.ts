/** The way to the host: the editor's webview channel, or the messages embedded in an HTML page. */
import type { FromWebview } from '../../src/protocol/inspector.js';
import type { Place } from '../state/state.js';

export interface Bridge {
  /** Where the inspector runs: beside an editor that can act, or as a page that can only show. */
  readonly place: Place;
  post(message: FromWebview): void;
  /** Each post of the host as it came, not yet validated. */
  onPost(listener: (post: unknown) => void): void;
  /** What the webview keeps of itself between its lives. */
  load(): unknown;
  save(state: unknown): void;
}
