import assert from 'node:assert/strict';
import { browserUses } from '../../../src/source/browserUses.js';
import { parseSource } from '../../../src/source/syntax.js';

const ESM = "import * as tf from '@tensorflow/tfjs';\n";
const uses = (text: string, file = 'a.js') =>
  browserUses(parseSource(text, file)).map(({ line, what, why }) => `${line} ${what} ${why}`);

const BROWSER: [name: string, text: string, expected: string[]][] = [
  [
    'document and window',
    `${ESM}window.onload = run;\ndocument.getElementById('a');`,
    ['2 window global', '3 document global'],
  ],
  [
    'tfjs-vis',
    `${ESM}import * as tfvis from '@tensorflow/tfjs-vis';\ntfvis.visor();`,
    ['2 @tensorflow/tfjs-vis package'],
  ],
  ['tfjs-vis by require', `const tfvis = require('@tensorflow/tfjs-vis');`, ['1 @tensorflow/tfjs-vis package']],
  [
    'tf and tfvis of script tags',
    'const m = tf.sequential();\ntfvis.show.history(el, h, []);',
    ['1 tf script', '2 tfvis script'],
  ],
  ['a picture of a page', `${ESM}const x = tf.browser.fromPixels(img);`, ['2 tf.browser.fromPixels api']],
  ['a webcam', `${ESM}const cam = await tf.data.webcam(video);`, ['2 tf.data.webcam api']],
  ['localStorage', `${ESM}localStorage.setItem('a', 'b');`, ['2 localStorage global']],
];

const NODE: [name: string, text: string, file?: string][] = [
  ['a Node program', `${ESM}const model = tf.sequential();\nawait model.fit(x, y);`],
  ['a variable called document', `${ESM}for (const document of documents) read(document);`],
  ['a parameter called window', `${ESM}const slide = (window) => window.length;`],
  ['properties called so', `${ESM}options.window = 5;\nconst { document: d } = options;\nconst o = { document: 1 };`],
  ['a program that asks first', `${ESM}if (typeof window !== 'undefined') window.start();`],
  ['tf as a parameter', 'module.exports = (tf) => tf.sequential();'],
  ['tf made global by the program', "global.tf = require('@tensorflow/tfjs');\ntf.sequential();"],
  ['words in strings and comments', `${ESM}// document.body\nconst s = 'window';`],
  [
    'types of the page',
    "import * as tf from '@tensorflow/tfjs';\nexport type Draw = (on: HTMLCanvasElement, of: Document) => void;",
    'a.ts',
  ],
];

describe('what needs a browser', () => {
  for (const [name, text, expected] of BROWSER) it(`sees ${name}`, () => assert.deepEqual(uses(text), expected));
  for (const [name, text, file] of NODE) it(`leaves ${name} alone`, () => assert.deepEqual(uses(text, file), []));
});
