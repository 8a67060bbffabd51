import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions, type Metafile } from 'esbuild';

interface Table {
  bundles(): Promise<BuildOptions[]>;
}
type Output = Metafile['outputs'][string];

const FIRST = 'dist/extension.cjs';

describe("the extension's bundle", () => {
  let metafile: Metafile;
  let texts: Map<string, string>;
  before(async function () {
    this.timeout(60_000);
    const table = (await import(pathToFileURL(resolve('scripts/bundles.mjs')).href)) as Table;
    const extension = (await table.bundles()).find(({ entryPoints }) => String(entryPoints) === 'src/extension.ts');
    assert.ok(extension);
    const built = await build({ ...extension, bundle: true, write: false, metafile: true, logLevel: 'silent' });
    metafile = built.metafile;
    texts = new Map(built.outputFiles!.map(({ path, text }) => [path, text]));
  });

  /** The files that are loaded with one, before anything is asked of it. */
  const loadedWith = (name: string, known = new Set<string>()): Set<string> => {
    if (known.has(name)) return known;
    known.add(name);
    for (const { path, kind } of metafile.outputs[name]!.imports)
      if (kind === 'import-statement' && path in metafile.outputs) loadedWith(path, known);
    return known;
  };
  const inputs = (outputs: Output[]) => outputs.flatMap((output) => Object.keys(output.inputs));

  it('never contains TensorFlow.js, nor the trainer or the numerics', () => {
    const all = inputs(Object.values(metafile.outputs));
    assert.ok(all.includes('src/extension.ts') && all.includes('src/session/startSession.ts'));
    const forbidden = /node_modules\/@tensorflow\/|^src\/(trainer|instrument|probes|backends|autodiff|curvature)\//;
    assert.deepEqual(
      all.filter((file) => forbidden.test(file)),
      [],
    );
  });

  it('activates with little: no parser, no sessions, no runs, no inspector', () => {
    const first = [...loadedWith(FIRST)];
    const bytes = first.reduce((sum, name) => sum + Buffer.byteLength(texts.get(resolve(name))!), 0);
    assert.ok(bytes < 16_000, `${bytes} bytes in ${first.join(', ')}`);
    const packages = /node_modules/;
    const rooms = /^src\/(session|runs|conditions)\/|^src\/inspector\/(inspector|feed|runSource)\.ts/;
    assert.deepEqual(
      inputs(first.map((name) => metafile.outputs[name]!)).filter((file) => packages.test(file) || rooms.test(file)),
      [],
    );
  });

  it('loads the parser with the first file that may train, and the rest with the first command', () => {
    const later = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint);
    const loaded = (entry: string) => {
      const [name] = later.find(([, { entryPoint }]) => entryPoint === entry)!;
      return inputs([...loadedWith(name)].map((file) => metafile.outputs[file]!));
    };
    const parser = 'node_modules/@lezer/javascript/dist/index.js';
    assert.ok(loaded('src/editor/scanSource.ts').includes(parser));
    assert.ok(!loaded('src/firstUse.ts').includes(parser));
    assert.ok(loaded('src/firstUse.ts').includes('src/inspector/inspector.ts'));
  });

  it('asks for files that are there, by require', () => {
    for (const [name, text] of texts)
      for (const [, path] of text.matchAll(/require\("(\.[^"]+)"\)/g))
        assert.ok(texts.has(resolve(join(name, '..', path!))), `${name} requires ${path}`);
    for (const text of texts.values()) assert.doesNotMatch(text, /\bimport\s*[({*]|^export /m);
  });

  it('is small enough as a whole', () => {
    const bytes = [...texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    assert.ok(bytes < 450_000, String(bytes));
  });
});
