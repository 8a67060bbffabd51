import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// Which room may import which others (besides itself): imports point one way.
const ground = ['protocol', 'format', 'conditions', 'tensorflow', 'statistics'];
const rooms = {
  protocol: [],
  tensorflow: [],
  statistics: ['protocol'],
  format: [],
  conditions: [],
  source: ground,
  runs: ground,
  // A line of a compiled file is asked for by the line of its source.
  session: ['runs', 'source/namedSourceMap.ts', ...ground],
  inspector: ['session', 'runs', ...ground],
  tuning: ['session', 'runs', 'source', 'regularization', ...ground],
  editor: ['tuning', 'session', 'runs', 'source', ...ground],
  cli: ['tuning', 'session', 'runs', 'source', ...ground],
  library: ['autodiff', 'curvature', 'regularization', ...ground],
  autodiff: ground,
  // Random projections are drawn as all random vectors are.
  regularization: ['autodiff', 'curvature/random.ts', ...ground],
  curvature: ['autodiff', ...ground],
  program: ['autodiff', ...ground],
  backends: ground,
  // The reader's interface is what instrument measures through; its implementations stay in probes.
  instrument: ['probes/statistics/reader.ts', 'source/namedSourceMap.ts', ...ground],
  // The parser names terms by the user's variables; the editor's reading of programs stays where it is.
  probes: [
    ...['diagnosis', 'instrument', 'program', 'backends', 'curvature', 'regularization', 'autodiff'],
    'source/syntax.ts',
    ...ground,
  ],
  diagnosis: ['instrument', 'program', 'curvature', 'regularization', ...ground],
  trainer: [
    'probes',
    'diagnosis',
    'instrument',
    'program',
    'backends',
    'regularization',
    'curvature/random.ts',
    'runs',
    ...ground,
  ],
};
const zones = [
  ...Object.entries(rooms).map(([room, allowed]) => ({
    target: `./src/${room}`,
    from: './src',
    except: [room, ...allowed].map((name) => `./${name}`),
    message: `src/${room} may import: ${allowed.join(', ') || 'nothing'}.`,
  })),
  {
    target: './webview',
    from: './src',
    except: ground.map((name) => `./${name}`),
    message: `webview may import: ${ground.join(', ')}.`,
  },
  { target: './src', from: './webview', message: 'src never imports the webview.' },
  { target: ['./src', './webview'], from: './test', message: 'Nothing imports tests.' },
];
const numerics = ['program', 'autodiff', 'curvature', 'regularization', 'diagnosis'].map((room) => `src/${room}/**`);

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'examples/',
      '**/assembly/',
      'test/**/programs/',
      'test/**/workspace/',
      '.gradlens/',
      'test-results/',
      '.vscode-test/',
      '.cache/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: numerics, rules: { 'no-restricted-imports': ['error', { patterns: ['vscode', 'node:fs', 'node:fs/*'] }] } },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off', 'max-lines': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'Buffer',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'performance',
          'require',
          'module',
          '__dirname',
          'globalThis',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  prettier,
);
