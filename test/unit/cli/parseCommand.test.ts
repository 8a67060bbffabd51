import assert from 'node:assert/strict';
import { COMMANDS } from '../../../src/cli/arguments/commands.js';
import { helpText } from '../../../src/cli/arguments/help.js';
import { parseCommand } from '../../../src/cli/arguments/parseCommand.js';
import { DEFAULT_MEASURE } from '../../../src/protocol/settings.js';
import { UsageError } from '../../../src/cli/usageError.js';

const trainDefaults = {
  command: 'train',
  file: 'train.js',
  line: null,
  script: null,
  backend: null,
  steps: null,
  budget: null,
  rules: null,
  pauseWhen: null,
  measure: DEFAULT_MEASURE,
  failOn: 'error',
  run: null,
  json: false,
  plain: false,
  args: [],
};

const replay = (measure: object) => ({
  ...{ command: 'replay', run: 'last', step: 40, training: 0, json: false },
  measure: { eigenvalues: null, density: false, newton: false, jacobian: false, verify: false, ...measure },
});

const tuneDefaults = {
  ...{ command: 'tune', file: 'a.js', line: null, lambda: null, values: null, folds: null },
  ...{ metric: null, jobs: null, json: false, args: [] },
};

describe('parseCommand', () => {
  const understood: [string[], object][] = [
    [['train', 'train.js'], trainDefaults],
    [['train', 'a/b.ts:12'], { ...trainDefaults, file: 'a/b.ts', line: 12 }],
    [['train', 'C:\\work\\train.js'], { ...trainDefaults, file: 'C:\\work\\train.js' }],
    [['train', 'C:\\work\\train.js:3'], { ...trainDefaults, file: 'C:\\work\\train.js', line: 3 }],
    [
      ['train', '--steps', '40', 'train.js', '--budget=12.5', '--backend', 'cpu', '--json', '--plain'],
      { ...trainDefaults, steps: 40, budget: 0.125, backend: 'cpu', json: true, plain: true },
    ],
    [
      ['train', 'train.js', '--pause-when', 'gradient("conv1/kernel").norm > 10', '--fail-on', 'never'],
      { ...trainDefaults, pauseWhen: 'gradient("conv1/kernel").norm > 10', failOn: 'never' },
    ],
    [['train', 'train.js', '--pause-when', '-1 < loss'], { ...trainDefaults, pauseWhen: '-1 < loss' }],
    [
      ['train', 'train.js', '--script', 'train', '--run', 'out', '--', '--epochs', '3', '--help'],
      { ...trainDefaults, script: 'train', run: 'out', args: ['--epochs', '3', '--help'] },
    ],
    [
      ['train', 'train.js', '--curvature', '10', '--curvature-every', '1', '--density', '--checkpoints', '0'],
      { ...trainDefaults, measure: { ...DEFAULT_MEASURE, eigenvalues: 10, every: 1, density: true, checkpoints: 0 } },
    ],
    [
      ['train', 'train.js', '--newton', '--verify'],
      { ...trainDefaults, measure: { ...DEFAULT_MEASURE, newton: true, verify: true } },
    ],
    [['replay', 'last', '40'], replay({ eigenvalues: 10 })],
    [['replay', 'last', '40', '--verify'], replay({ verify: true })],
    [['replay', 'last', '40', '--curvature', '3', '--newton'], replay({ eigenvalues: 3, newton: true })],
    [['show', 'last', '--json'], { command: 'show', run: 'last', json: true }],
    [['export', 'r', '--format', 'html'], { command: 'export', run: 'r', format: 'html', out: null }],
    [['export', 'r', '--format=csv', '--out', 'x'], { command: 'export', run: 'r', format: 'csv', out: 'x' }],
    [['compare', 'a', 'b'], { command: 'compare', runs: ['a', 'b'], json: false }],
    [['compare', '--json', 'a', 'b', 'c'], { command: 'compare', runs: ['a', 'b', 'c'], json: true }],
    [['tune', 'a.js'], tuneDefaults],
    [
      ['tune', 'a.js:12', '--values', '0.1,1e-3, .5', '--folds', '0', '--metric', 'accuracy', '--jobs', '2', '--', '3'],
      { ...tuneDefaults, line: 12, values: [0.1, 1e-3, 0.5], folds: 0, metric: 'accuracy', jobs: 2, args: ['3'] },
    ],
    [
      ['tune', '--log', '0.001', '10', '5', 'a.js', '--lambda', 'decay'],
      { ...tuneDefaults, values: [0.001, 0.01, 0.1, 1, 10], lambda: 'decay' },
    ],
    [['backends'], { command: 'backends', json: false }],
    [['--version'], { command: 'version' }],
    [['--help'], { command: 'help', topic: null }],
    [['help', 'train'], { command: 'help', topic: 'train' }],
    [['train', '--help'], { command: 'help', topic: 'train' }],
  ];
  for (const [argv, command] of understood) {
    it(`understands ${argv.join(' ')}`, () => assert.deepEqual(parseCommand(argv), command));
  }

  const refused: [string[], string, RegExp][] = [
    [[], 'command-missing', /gradlens train FILE/],
    [['trian', 'x.js'], 'unknown-command', /"trian".*train, show, export/],
    [['train'], 'operand-missing', /FILE\[:LINE\]/],
    [['train', 'a.js', 'b.js'], 'operand-extra', /"b\.js".*after --/],
    [['train', 'a.js:0'], 'value-wrong', /a line from 1/],
    [['train', 'a.js', '--stpes', '3'], 'unknown-option', /--stpes.*--steps/],
    [['train', 'a.js', '-s'], 'unknown-option', /-s:/],
    [['train', 'a.js', '--steps'], 'value-missing', /--steps N/],
    [['train', 'a.js', '--steps', '--json'], 'value-missing', /--steps N/],
    [['train', 'a.js', '--steps', '0'], 'value-wrong', /whole number from 1/],
    [['train', 'a.js', '--steps', '1.5'], 'value-wrong', /whole number from 1/],
    [['train', 'a.js', '--steps', '0x10'], 'value-wrong', /whole number from 1/],
    [['train', 'a.js', '--budget', '101'], 'value-wrong', /percentage/],
    [['train', 'a.js', '--backend', 'gpu'], 'value-wrong', /tensorflow-gpu, tensorflow, wasm, cpu, webgpu/],
    [['train', 'a.js', '--pause-when', 'lose > 3'], 'condition-wrong', /--pause-when 'lose > 3': .*"lose"/],
    [['train', 'a.js', '--fail-on', 'info'], 'value-wrong', /error, warning, never/],
    [['train', 'a.js', '--json=yes'], 'value-not-taken', /--json takes no value/],
    [['export', 'run'], 'operand-missing', /--format/],
    [['export', 'run', '--format', 'pdf'], 'value-wrong', /html, csv, tensorboard/],
    [['compare'], 'operand-missing', /RUN \[RUN …\]/],
    [['backends', 'wasm'], 'operand-extra', /"wasm"/],
    [['tune'], 'operand-missing', /FILE\[:LINE\]/],
    [['tune', 'a.js', '--folds', '1'], 'value-wrong', /from 2, or 0/],
    [['tune', 'a.js', '--values', '0.1,x'], 'value-wrong', /0\.001,0\.01,0\.1/],
    [['tune', 'a.js', '--log', '1', '0.1', '3'], 'value-wrong', /a lowest and a highest value/],
    [['tune', 'a.js', '--log', '1', '--json'], 'value-missing', /--log LOW HIGH N/],
    [['tune', 'a.js', '--log', '1', '10', '3', '--values', '1'], 'value-wrong', /not both/],
    [['replay', 'run'], 'operand-missing', /RUN STEP/],
    [['replay', 'run', '0'], 'value-wrong', /a step from 1/],
    [['replay', 'run', '3', '--curvature', '0'], 'value-wrong', /whole number from 1/],
    [['train', 'a.js', '--curvature', '0'], 'value-wrong', /whole number from 1/],
    [['train', 'a.js', '--curvature-every', '1.5'], 'value-wrong', /whole number from 0/],
  ];
  for (const [argv, code, message] of refused) {
    it(`refuses gradlens ${argv.join(' ')}`, () =>
      assert.throws(
        () => parseCommand(argv),
        (error) => {
          assert.ok(error instanceof UsageError);
          assert.equal(error.code, code);
          assert.match(error.message, message);
          assert.match(error.message, /^[^\n]+\.$/, 'one sentence');
          return true;
        },
      ));
  }
});

describe('help', () => {
  it('lists every option that is understood, and none that is refused', () => {
    const help = helpText('train');
    for (const [name, spec] of Object.entries(COMMANDS.train.options)) {
      assert.equal(new RegExp(`^ {2}--${name}\\b`, 'm').test(help), 'help' in spec, name);
    }
  });

  it('names the commands and the exit status', () => {
    const help = helpText(null);
    for (const name of ['train', 'show', 'export', 'compare', 'replay', 'backends', 'tune'])
      assert.match(help, new RegExp(`gradlens ${name} ?`));
    assert.match(help, /130 stopped by the user/);
  });
});
