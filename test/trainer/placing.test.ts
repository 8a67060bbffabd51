/** Where findings stand when the program is not a plain file of the workspace: no line that is wrong, and a file in any case. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync, type BuildOptions } from 'esbuild';
import type { Report } from '../../src/protocol/report.js';
import { gradlens, reportOf, runFolder } from './cli/gradlens.js';
import { program, root, temporaryFolder } from './support/runProgram.js';

const source = program('placing/twoTrainings.ts');
const lineOf = (file: string, text: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

const logOfZero = (tf: string) => `
const w = ${tf}.variable(${tf}.scalar(2), true, 'w');
const optimizer = ${tf}.train.sgd(1);
for (let step = 0; step < 6; step++) {
  optimizer.minimize(() => {
    const risky = ${tf}.log(w);
    return ${tf}.add(w, ${tf}.mul(risky, 0));
  });
}
`;

function project(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries({ 'package.json': '{}', ...files })) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(join(root, 'node_modules/@tensorflow'), join(folder, 'node_modules/@tensorflow'), 'dir');
  return folder;
}

async function report(place: string): Promise<Report> {
  const args = ['--backend', 'cpu', '--curvature-every', '0', '--checkpoints', '0', '--json'];
  return reportOf(await gradlens(['train', place, ...args, '--run', runFolder()]));
}

/** The only finding, and where it is. */
async function finding(place: string) {
  const { findings } = await report(place);
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['not-finite'],
  );
  const { file, line, message } = findings[0]!;
  assert.doesNotMatch(message, /\bline \d/);
  return { file, line };
}

describe('findings of programs that are no plain files', function () {
  this.timeout(60_000);
  const compile = (options: BuildOptions) => {
    const folder = project({});
    const outfile = join(folder, 'dist/train.mjs');
    buildSync({ entryPoints: [source], outfile, format: 'esm', platform: 'node', ...options });
    return outfile;
  };

  it('minified without a source map: the file, and no line', async () => {
    const file = compile({ minify: true });
    assert.deepEqual(await finding(file), { file, line: null });
  });

  it('minified with a source map: the line of the source', async () => {
    const file = compile({ minify: true, sourcemap: true });
    assert.deepEqual(await finding(file), { file: source, line: lineOf(source, 'tf.log(') });
  });

  it('compiled without a source map, or with one of a source that is gone or was changed: the line that ran', async () => {
    const plain = compile({});
    const own = { file: plain, line: lineOf(plain, 'tf.log(') };
    assert.deepEqual(await finding(plain), own);
    const folder = project({ 'src/train.ts': readFileSync(source, 'utf8') });
    const outfile = join(folder, 'dist/train.mjs');
    const entry = join(folder, 'src/train.ts');
    buildSync({ entryPoints: [entry], outfile, format: 'esm', platform: 'node', sourcemap: true });
    writeFileSync(entry, `\n\n${readFileSync(source, 'utf8')}`);
    assert.deepEqual(await finding(outfile), { ...own, file: outfile });
    rmSync(entry);
    assert.deepEqual(await finding(outfile), { ...own, file: outfile });
  });

  it('all in a package: the program, and no line', async () => {
    const folder = project({
      'node_modules/trains/package.json': '{"name":"trains","type":"module","exports":"./index.js"}',
      'node_modules/trains/index.js': `import * as tf from '@tensorflow/tfjs';${logOfZero('tf')}`,
      'main.mjs': "import 'trains';\n",
    });
    const file = join(folder, 'main.mjs');
    assert.deepEqual(await finding(file), { file, line: null });
  });

  it('run by eval, under a name of its own too: the line that runs it', async () => {
    const text = JSON.stringify(logOfZero('tf'));
    const named = JSON.stringify(`${logOfZero('tf')}//# sourceURL=made.js`);
    const folder = project({
      'main.mjs': `import * as tf from '@tensorflow/tfjs';\n\nconst code = ${text};\neval(code);\n`,
      'named.mjs': `import * as tf from '@tensorflow/tfjs';\n\nconst code = ${named};\nnew Function('tf', code)(tf);\n`,
    });
    for (const name of ['main.mjs', 'named.mjs']) {
      const file = join(folder, name);
      assert.deepEqual(await finding(file), { file, line: 4 }, name);
    }
  });

  it('in a file outside of the workspace: that file, with its text in the run', async () => {
    const outside = project({
      'lib/risky.mjs':
        "import * as tf from '@tensorflow/tfjs';\nexport const risky = (w) =>\n  tf.mul(tf.log(w), 0);\n",
    });
    const folder = project({
      'main.mjs': [
        "import * as tf from '@tensorflow/tfjs';",
        `import { risky } from ${JSON.stringify(join(outside, 'lib/risky.mjs'))};`,
        "const w = tf.variable(tf.scalar(2), true, 'w');",
        'const optimizer = tf.train.sgd(1);',
        'for (let step = 0; step < 6; step++) optimizer.minimize(() => tf.add(w, risky(w)));',
      ].join('\n'),
    });
    const { findings, run } = await report(join(folder, 'main.mjs'));
    const file = join(outside, 'lib/risky.mjs');
    assert.deepEqual([findings[0]?.file, findings[0]?.line], [file, 3]);
    const { sources } = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as { sources: { file: string }[] };
    assert.ok(sources.some((each) => each.file === file));
  });

  it('a line of a compiled file selects the training that its source has there', async () => {
    const file = compile({ sourcemap: true });
    const { program: asked, trainings, stopped } = await report(`${file}:${lineOf(file, 'optimizer.minimize')}`);
    const at = { file: source, line: lineOf(source, 'optimizer.minimize') };
    assert.deepEqual([asked, stopped], [at, 'end']);
    assert.deepEqual([trainings[1]?.file, trainings[1]?.line], [at.file, at.line]);
    const missed = await gradlens(['train', `${file}:1`, '--backend', 'cpu', '--run', runFolder(), '--plain']);
    assert.equal(missed.status, 2);
    assert.match(missed.stderr, /never trained at .*: it trained at .*twoTrainings\.ts:\d+/);
  });
});
