import { expect } from 'chai';
import { distanceOf } from '../../../doctor/browser/places.ts';
import { untrustedOrigins } from '../../../doctor/browser/untrustedOrigins.ts';
import { checkCookie } from '../../../doctor/checks/cookie.ts';
import { checkTransport } from '../../../doctor/checks/transport.ts';
import { readArguments } from '../../../doctor/cli/arguments.ts';
import { HttpClient } from '../../../doctor/http/client.ts';
import { modesOf } from '../../../doctor/modes.ts';
import { subjectOf } from '../../../doctor/subject.ts';

/** How far apart a page and a backend are, and what is found of that, in a development and in a production instance. */
const PLACES: [page: string, url: string, distance: string, findings: string[], inProduction?: string[]][] = [
  ['https://app.example.com', 'https://app.example.com/me', 'same origin', []],
  ['https://app.example.com', 'https://app.example.com:8443/me', 'same host', []],
  ['https://app.example.com', 'https://api.example.com/me', 'same site', ['cookie-host']],
  ['https://app.example.co.uk', 'https://other.co.uk/me', 'other site', ['cookie-host']],
  ['https://me.github.io', 'https://you.github.io/me', 'other site', ['cookie-host']],
  [
    'https://app.example.com',
    'http://app.example.com:8080/me',
    'same host',
    ['mixed-content', 'token-over-http', 'cookie-host'],
    ['mixed-content', 'production-http', 'cookie-host'],
  ],
  [
    'http://app.example.com',
    'http://app.example.com/me',
    'same origin',
    ['token-over-http'],
    ['production-http', 'page-http'],
  ],
  ['http://app.example.com', 'https://app.example.com/me', 'same host', ['cookie-host'], ['page-http', 'cookie-host']],
  [
    'https://app.example.com',
    'http://localhost:3000/me',
    'other site',
    ['mixed-content-local', 'local-network', 'cookie-host'],
  ],
  ['http://localhost:3000', 'http://localhost:4000/me', 'same host', []],
  ['http://localhost:3000', 'http://127.0.0.1:4000/me', 'other site', ['cookie-host']],
  ['http://[::1]:3000', 'http://[::1]:4000/me', 'same host', []],
];

describe('where page and backend are', () => {
  for (const [page, url, distance, findings, inProduction = findings] of PLACES) {
    it(`K1 C6 C7: ${page} and ${url}`, () => {
      const options = readArguments([url, '--page', page], {});
      const ids = [false, true].map((isProduction) => {
        const subject = subjectOf(options, new HttpClient(1, 0), modesOf(['session-token']), { isProduction });
        return [...checkTransport(subject), ...checkCookie(subject)].map(({ id }) => id);
      });
      expect(distanceOf(options.page, options.url)).to.equal(distance);
      expect(ids).to.deep.equal([findings, inProduction]);
    });
  }

  it('K3: untrusted origins are names that nobody has, and look like the page to a careless eye', () => {
    expect(untrustedOrigins(new URL('https://app.example.com'))).to.deep.equal([
      'https://clerk-ajax-check.example',
      'null',
      'https://app.example.com.clerk-ajax-check.example',
      'https://clerk-ajax-checkexample.com',
    ]);
    expect(untrustedOrigins(new URL('http://localhost:4400'))).to.deep.equal([
      'https://clerk-ajax-check.example',
      'null',
      'http://localhost.clerk-ajax-check.example',
    ]);
  });
});
