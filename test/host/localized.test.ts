import assert from 'node:assert/strict';
import { BACKEND_SENTENCES } from '../../src/backends/errors.js';
import { localized } from '../../src/editor/localized.js';
import { PROGRAM_SENTENCES } from '../../src/protocol/programErrors.js';
import { CodedError } from '../../src/protocol/told.js';
import { RUN_SENTENCES } from '../../src/runs/errors.js';
import { SESSION_SENTENCES } from '../../src/session/errors.js';

describe('errors in the language of the editor', () => {
  it('have their values in their places, as the English sentence has', () => {
    for (const table of [PROGRAM_SENTENCES, SESSION_SENTENCES, RUN_SENTENCES, BACKEND_SENTENCES])
      for (const [code, sentence] of Object.entries(table)) {
        const error = new CodedError(code, sentence, ['first', 2, '{third}']);
        assert.equal(localized(error), error.message);
      }
  });

  it('stay in English where they are none of ours, or of an earlier version', () => {
    assert.equal(localized(new Error('{0} broke')), '{0} broke');
  });
});
