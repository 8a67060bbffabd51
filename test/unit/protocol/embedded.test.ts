import assert from 'node:assert/strict';
import { embedMessages, readEmbedded } from '../../../src/protocol/embedded.js';
import { madeUpRun } from '../../e2e/inspector/madeUpRun.js';

describe('embedded messages', () => {
  it('come back as they were: numbers, typed arrays, NaN, infinity and null', async () => {
    const messages = madeUpRun({
      steps: 67,
      state: 'failed',
      nanFrom: 61,
      patch: (_, status) => {
        status.pause = { by: 'condition', condition: 'loss is NaN', value: NaN, previous: -Infinity };
      },
    });
    assert.deepEqual(await readEmbedded(await embedMessages(messages)), messages);
  });

  it('are plain text that no HTML parser takes for markup', async () => {
    const text = await embedMessages([{ type: 'refused', request: 1, code: 'x', message: '</script><!--' }]);
    assert.match(text, /^[A-Za-z0-9+/=]+$/);
    assert.deepEqual(await readEmbedded(`\n${text}\n`), [
      { type: 'refused', request: 1, code: 'x', message: '</script><!--' },
    ]);
  });

  it('are refused where they are torn', async () => {
    const text = await embedMessages([{ type: 'empty' }]);
    await assert.rejects(readEmbedded(text.slice(0, -8)));
    await assert.rejects(readEmbedded('not base64 at all!'));
  });
});
