import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

describe('the pictures of README.md', () => {
  it('are PNG files of this repository, wide enough to read and small enough to load', () => {
    const text = readFileSync(join(root, 'README.md'), 'utf8');
    const pictures = [...text.matchAll(/(?:src|srcset)="([^"]+)"/g)].map((match) => match[1]!);
    const names = ['finding-dark', 'finding-light', 'inspector-dark', 'inspector-light'];
    assert.deepEqual(
      pictures.sort(),
      names.map((name) => `media/${name}.png`),
    );
    for (const picture of pictures) {
      const bytes = readFileSync(join(root, picture));
      assert.equal(bytes.toString('latin1', 1, 4), 'PNG', picture);
      assert.equal(bytes.readUInt32BE(16), 1400, `${picture}: width`);
      const most = picture.includes('finding') ? 150_000 : 300_000;
      assert.ok(bytes.length <= most, `${picture}: ${bytes.length} bytes`);
    }
  });
});
