import assert from 'node:assert/strict';
import { inspectorPage } from '../../../src/inspector/page.js';

const parts = {
  cspSource: 'https://*.example-cdn.net',
  nonce: 'q1w2e3==',
  script: 'https://files/inspector.js?a=1&b="2"',
  style: null,
  title: '<Gradlens>',
  language: 'en',
  place: 'sidebar',
} as const;

describe('the page of the inspector', () => {
  const page = inspectorPage(parts);
  const policy =
    /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'") ?? '';

  it('allows nothing by default, and scripts by nonce alone', () => {
    const directives = new Map(
      policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    );
    assert.equal(directives.get('default-src'), "'none'");
    assert.equal(directives.get('script-src'), `'nonce-${parts.nonce}'`);
    for (const value of directives.values()) assert.doesNotMatch(value, /unsafe|\*(?!\.)|data:|blob:/);
  });

  it('says where it stands, since a wide side bar is still a side bar', () => {
    assert.match(page, /<body data-place="sidebar">/);
    assert.match(inspectorPage({ ...parts, place: 'editor' }), /<body data-place="editor">/);
  });

  it('has no inline script or style, and escapes what it is given', () => {
    assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)/);
    assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=/);
    assert.ok(!page.includes('<Gradlens>') && !page.includes('b="2"'));
  });
});
