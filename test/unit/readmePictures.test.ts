import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

describe('the pictures of README.md', () => {
  it('are PNG files of this repository, wide enough to read and small enough to load', () => {
    const text = readFileSync(join(root, 'README.md'), 'utf8');
    const pictures = [...text.matchAll(/(?:src|srcset)="([^"]+)"/g)].map((match) => match[1]!);
    assert.deepEqual(pictures.sort(), ['media/inspector-dark.png', 'media/inspector-light.png']);
    for (const picture of pictures) {
      const bytes = readFileSync(join(root, picture));
      assert.equal(bytes.toString('latin1', 1, 4), 'PNG', picture);
      assert.equal(bytes.readUInt32BE(16), 1400, `${picture}: width`);
      assert.ok(bytes.length <= 300_000, `${picture}: ${bytes.length} bytes`);
    }
  });
});
