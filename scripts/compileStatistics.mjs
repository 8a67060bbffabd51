// Compiles the statistics pass over the heap of the wasm backend (AssemblyScript) to WebAssembly.
import { readFileSync } from 'node:fs';

const source = new URL('../src/probes/statistics/assembly/statistics.ts', import.meta.url);

/** @returns {Promise<Uint8Array>} */
export async function compileStatistics() {
  // Not a literal: linters would follow it and parse the compiler, 13 MB of it.
  const compiler = 'assemblyscript/asc';
  const { default: asc } = await import(compiler);
  let binary = null;
  const { error, stderr } = await asc.main(
    [
      'statistics.ts',
      '--outFile',
      'statistics.wasm',
      '--runtime',
      'stub',
      '--importMemory',
      '--enable',
      'simd',
      '--noAssert',
      '-O3',
      '--converge',
    ],
    {
      readFile: (name) => (name === 'statistics.ts' ? readFileSync(source, 'utf8') : null),
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm')) binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`The statistics pass does not compile: ${error?.message ?? ''}\n${stderr}`);
  return binary;
}
