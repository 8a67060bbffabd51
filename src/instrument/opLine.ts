/** The line of an op: the user's own frame, else the line on which the layer that runs was made. */
import type { CallSiteReader } from './callSite.js';
import type { OpLine } from './gradientObserver.js';
import type { LayerObject, Origins } from './origins.js';

/** `calling`: layers whose calls are running, innermost last. */
export function opLineReader(readSite: CallSiteReader, origins: Origins, calling: readonly LayerObject[]) {
  return (boundary: string): OpLine | null => {
    const frames = readSite.within(boundary);
    const running = calling.at(-1);
    const layer = running ? origins.whole(running).name : null;
    const made = madeOn();
    if (frames) {
      const { nearest, outermost } = frames;
      const same = nearest.file === outermost.file && nearest.line === outermost.line;
      const caller = same ? null : { file: outermost.file, line: outermost.line };
      const { file, line } = nearest;
      const isSame = made?.file === file && made.line === line;
      return { file, line, caller, layer, ...(made && !isSame ? { made } : {}) };
    }
    return made && { ...made, caller: null, layer };
  };

  function madeOn(): { file: string; line: number } | null {
    for (const each of calling.toReversed()) {
      const site = origins.siteOf(each);
      if (site) return { file: site.file, line: site.line };
    }
    return null;
  }
}
