// Installs the native backend of TensorFlow.js (@tensorflow/tfjs-node, Linux x64) from package registries alone, for
// test:external: the npm package, libtensorflow out of the TensorFlow wheel of the same version, and the binding compiled
// from the package's own C++ source. Everything lies in the given folder; a second run finds it there.
//   node scripts/installNative.mjs FOLDER
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const TENSORFLOW = '2.9.1';
const TFJS = '4.22.0';

/** Why the native backend cannot be installed on this machine; null where it can. */
export function whyNoNative() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'libtensorflow is taken from a Linux x64 wheel';
  for (const [tool, flag] of [
    ['python3', '--version'],
    ['g++', '--version'],
    ['nm', '--version'],
  ]) {
    try {
      execFileSync(tool, [flag], { stdio: 'ignore' });
    } catch {
      return `${tool} is missing (apt-get install python3 python3-pip g++ binutils)`;
    }
  }
  return null;
}

/**
 * A project in `folder` in which `@tensorflow/tfjs-node` loads.
 * @param {string} folder
 */
export function installNative(folder) {
  const done = path.join(folder, '.complete');
  if (existsSync(done)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  // The install script would try a host that is often out of reach: the parts are put in place here.
  run(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      `@tensorflow/tfjs-node@${TFJS}`,
      'node-api-headers@1.9.0',
    ],
    folder,
  );
  const target = path.join(folder, 'node_modules/@tensorflow/tfjs-node');
  const library = path.join(target, 'deps/lib');
  unpackWheel(folder, path.join(target, 'deps'));
  linkLibrary(library);
  compileBinding(folder, target);
  writeFileSync(done, '');
}

/** libtensorflow and its C headers out of the wheel, 207 MB of download. */
function unpackWheel(folder, deps) {
  const wheels = path.join(folder, 'wheel');
  run(
    'python3',
    [
      ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--python-version', '3.10'],
      ...['--platform', 'manylinux2014_x86_64', '--platform', 'manylinux_2_17_x86_64'],
      ...['-d', wheels, `tensorflow-cpu==${TENSORFLOW}`],
    ],
    folder,
  );
  const wheel = path.join(
    wheels,
    readdirSync(wheels).find((name) => name.endsWith('.whl')),
  );
  rmSync(deps, { recursive: true, force: true });
  const unzip = `
import os, re, shutil, sys, zipfile
wheel, deps = sys.argv[1:]
wanted = [(r'tensorflow/(?:python/)?((?:_pywrap_tensorflow_internal|libtensorflow_framework)\\.so(?:\\.2)?)$', 'lib'),
          (r'tensorflow/include/(tensorflow/(?:c|core/platform)/.*\\.h)$', 'include')]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        for pattern, folder in wanted:
            match = re.match(pattern, name)
            if match:
                to = os.path.join(deps, folder, match.group(1))
                os.makedirs(os.path.dirname(to), exist_ok=True)
                with archive.open(name) as source, open(to, 'wb') as target:
                    shutil.copyfileobj(source, target, 1 << 20)
`;
  run('python3', ['-c', unzip, wheel, deps], folder);
  rmSync(wheels, { recursive: true, force: true });
}

/**
 * Below 2.12 the C API lies in the library that Python loads. Its CPython symbols, which nothing here ever calls, come
 * from a stub named as libtensorflow is.
 */
function linkLibrary(library) {
  const internal = '_pywrap_tensorflow_internal.so';
  const undefinedSymbols = execFileSync('nm', ['-D', '--undefined-only', internal], {
    cwd: library,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const symbols = new Set([...undefinedSymbols.matchAll(/\bU (_?Py\w+)/g)].map((match) => match[1]));
  const source = [...symbols].map((symbol) => {
    if (symbol === 'Py_IsInitialized') return `int ${symbol}(void) { return 0; }`;
    if (symbol.startsWith('PyExc_')) return `static char of_${symbol}[512]; void *${symbol} = of_${symbol};`;
    if (/(_Type|Struct)$/.test(symbol)) return `char ${symbol}[1024] __attribute__((aligned(16)));`;
    return `void *${symbol}(void) { abort(); }`;
  });
  writeFileSync(path.join(library, 'stub.c'), `#include <stdlib.h>\n${source.join('\n')}\n`);
  const name = `libtensorflow.so.${TENSORFLOW}`;
  run(
    'gcc',
    [
      ...['-shared', '-fPIC', '-w', '-o', name, 'stub.c', '-Wl,-soname,libtensorflow.so.2', '-Wl,--no-as-needed'],
      ...['-L.', `-l:${internal}`, '-Wl,-rpath,$ORIGIN', '-Wl,--allow-shlib-undefined'],
    ],
    library,
  );
  symlinkSync(name, path.join(library, 'libtensorflow.so.2'));
  symlinkSync('libtensorflow.so.2', path.join(library, 'libtensorflow.so'));
  symlinkSync('libtensorflow_framework.so.2', path.join(library, 'libtensorflow_framework.so'));
}

function compileBinding(folder, target) {
  const output = path.join(target, 'lib/napi-v8');
  mkdirSync(output, { recursive: true });
  run(
    'g++',
    [
      ...['-std=gnu++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION'],
      `-I${path.join(folder, 'node_modules/node-api-headers/include')}`,
      ...['-Ideps/include', '-I.', 'binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'],
      ...['-o', path.join(output, 'tfjs_binding.node'), '-Wl,--no-as-needed', '-Ldeps/lib', '-ltensorflow'],
      ...['-ltensorflow_framework', '-Wl,-rpath,$ORIGIN/../../deps/lib', '-Wl,--allow-shlib-undefined'],
    ],
    target,
  );
}

function run(command, args, cwd) {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const why = whyNoNative();
  if (why) {
    console.error(`The native backend cannot be installed here: ${why}.`);
    process.exit(1);
  }
  installNative(path.resolve(process.argv[2] ?? '.cache/native'));
}
