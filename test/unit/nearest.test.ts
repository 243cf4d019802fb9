import { expect } from 'chai';
import { createMatcher } from '../../src/calls/backends.ts';
import { nearest } from '../../src/config/nearest.ts';
import { readOptions } from '../../src/config/options.ts';
import { CHANNELS, fail, optionsOf } from '../kit/settings.ts';

const SELF = 'https://www.example.com';
const sourcesOf = (backendOrigins: string, self = SELF) =>
  readOptions(optionsOf({ backendOrigins }), fail, CHANNELS, self).sources;

describe('the nearest source', () => {
  for (const [list, origin, text, isNear] of [
    ['https://api.example.com', 'http://api.example.com', 'https://api.example.com', true],
    ['https://api.example.com', 'https://api.example.com:8443', 'https://api.example.com', true],
    ['https://api.example.com:8443', 'https://api.example.com', 'https://api.example.com:8443', true],
    ['https://example.com', 'https://www.example.com', 'https://example.com', true],
    ['https://www.example.com', 'https://example.com', 'https://www.example.com', true],
    ['https://localhost:3000', 'http://localhost:3000', 'https://localhost:3000', true],
    ['http://localhost:3000', 'http://localhost:35729', 'http://localhost:3000', false],
    ['https://*.example.com', 'http://a.example.com', 'https://*.example.com', true],
    ['https://localhost:3000', 'http://localhost:8080', 'https://localhost:3000', false],
    ['https://*.example.com', 'http://notexample.com', 'https://*.example.com', false],
    ['https://api.example.com', 'https://app.example.com', 'https://api.example.com', false],
    ['https://api.example.com', 'https://evil-api.example.com', 'https://api.example.com', false],
    ["'self' https://api.example.com", 'https://cdn.example.com', 'https://api.example.com', false],
    ["https://other.test 'self'", 'https://cdn.test', 'https://other.test', false],
  ] as const) {
    it(`F7: ${origin} for ${list}: ${text}${isNear ? ', a near miss' : ''}`, () => {
      expect(nearest(sourcesOf(list), origin, SELF)).to.deep.include({ isNear });
      if (text !== list) expect(nearest(sourcesOf(list), origin, SELF).text).to.equal(text);
    });
  }

  it("F7: the page's own origin on another port than a backend is meant so; without its www. it is not", () => {
    const self = 'http://localhost:8080';
    expect(nearest(sourcesOf('http://localhost:3000', self), self, self).isNear).to.equal(false);
    expect(nearest(sourcesOf('https://example.com'), SELF, SELF).isNear).to.equal(true);
  });

  it('F7: a call that no source matches is reported until somebody has taken note, and no other call', () => {
    const reported: string[] = [];
    let isNoted = false;
    const match = createMatcher(
      sourcesOf('https://api.example.com/v1/'),
      () => `${SELF}/`,
      SELF,
      (origin) => {
        reported.push(origin);
        return isNoted;
      },
    );
    match('http://api.example.com/x');
    match('https://api.example.com/v2/');
    match('http://api.example.com/v1/client?_clerk_js_version=6');
    match('data:,x');
    expect(reported).to.deep.equal(['http://api.example.com']);
    isNoted = true;
    for (let i = 0; i < 3; i++) match('http://api.example.com/y');
    expect(reported).to.have.length(2);
  });
});
