import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import { callSiteReader } from '../../../src/instrument/callSite.js';

interface Library {
  minimize(): void;
  /** Calls minimize itself. */
  wrapped(): void;
}
type Program = Record<'first' | 'second' | 'third' | 'fourth', () => void>;

/** A program of which each function calls the library on a line of its own. */
const PROGRAM = `(library) => ({
  first: () => library.minimize(),
  second: () => library.minimize(),
  third: () => library.wrapped(),
  fourth: () => library.wrapped(),
})`;
const LIBRARY = `(minimize) => ({ minimize, wrapped() { minimize(); } })`;
const COMPUTE = `(gradients) => () => gradients()`;

const load = <T>(text: string, filename: string) => runInThisContext(text, { filename }) as T;

describe('callSiteReader', () => {
  let read: { inside: unknown; all: unknown };
  let program: Program;

  beforeEach(() => {
    const sites = callSiteReader((file) => file === '/program.js');
    const gradients = () => {
      read = { inside: sites.inside(around, gradients), all: sites(gradients) };
    };
    const compute = load<(hook: () => void) => () => void>(COMPUTE, '/library.js')(gradients);
    let around: NodeJS.CallSite | null = null;
    const minimize = () => {
      around = sites.around(minimize);
      compute();
    };
    const library = load<(hook: () => void) => Library>(LIBRARY, '/library.js')(minimize);
    program = load<(library: Library) => Program>(PROGRAM, '/program.js')(library);
  });

  for (const [name, line] of [
    ['first', 2],
    ['second', 3],
    ['third', 4],
    ['fourth', 5],
  ] as const) {
    it(`finds the same line by the frame around a method as by all frames: ${name}`, () => {
      for (let call = 0; call < 4; call++) {
        for (const other of ['first', 'third', name] as const) program[other]();
        assert.deepEqual(read.inside, read.all);
        assert.equal((read.all as { line: number }).line, line);
      }
    });
  }
});
