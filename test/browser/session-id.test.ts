import { expect } from 'chai';
import { shimmedPage, withoutShim } from '../kit/differential.ts';
import { at, newKey, openPage, origins, type PageWindow, received, sessionOf, type TestPage } from '../kit/page.ts';
import { clerkOf, requests, sendXhr } from '../kit/session.ts';

const PARAMETER = '_clerk_session_id=sess_A';

/** Sends every URL and gives back what the servers saw of each, natively or not, without the test's key. */
async function seen(
  definition: TestPage,
  urls: string[],
  send: (window: PageWindow, url: string) => Promise<unknown>,
): Promise<string[]> {
  const { window } = await openPage(definition);
  const key = newKey();
  const list: string[] = [];
  const base = window.document.createElement('base');
  window.document.head.append(base);
  const calls = urls.map((url, i) => {
    // Resolved at the time of the call; the number is there to know what came of which.
    base.href = `${at('page', key, 'echo', i)}/dir/file?in=base&\u00e9#hash`;
    return send(window, url.replace('{here}', `${at('page', key, 'echo', i)}`.replace(/^http:/, '')));
  });
  // Held calls go now, when the base is another one for all but the last.
  clerkOf(window).become('sess_A');
  await Promise.all(calls);
  for (const { url } of await requests(key, urls.length)) {
    const [, number, rest = ''] = /\/echo\/(\d+)(.*)/.exec(url) ?? [];
    list[Number(number)] = rest;
  }
  return list;
}

/** Rule C1, of what was on the wire natively. */
const spliced = (url: string) => {
  const at = url.indexOf('?');
  const query = url.slice(at + 1);
  return `${url}${at < 0 ? '?' : !query || query.endsWith('&') ? '' : '&'}${PARAMETER}`;
};

const WAYS: Record<string, (window: PageWindow, url: string) => Promise<unknown>> = {
  fetch: (window, url) => window.fetch(url),
  XHR: (window, url) => sendXhr(window, url),
};

/** fetch encodes its URLs in UTF-8 in every page. */
const CHARSETS: Record<string, string[]> = {
  fetch: ['windows-1252'],
  XHR: ['windows-1252', 'shift_jis', 'gb18030', 'utf-16le'],
};

const FORMS = [
  '',
  '#',
  '#f?x=1',
  '?',
  '?#f',
  '?a',
  '?a=1&b=2#f',
  '?a=1&',
  '?&',
  '??',
  '?a?b',
  '?a=1&#f#g',
  '.',
  './',
  '..',
  'x',
  'x#f',
  'x?y=1',
  'x/../y?z',
  '../dir/./file?x',
  'x?url=https://elsewhere.test/?a=b#c',
  'x;params?y;z',
  '{here}',
  '{here}?',
  '{here}/x?y=1#f',
  'http:{here}/x?y',
  'HTTP:{here}/x',
  'http:',
  'http:#f',
  'http:?x',
  'http:x',
  '  x?y  ',
  '\t\nx?y#f \n',
  'x?a\tb\nc',
];

const QUERIES = [
  'x?%20+%2B %zz%',
  'x?a=<>"\'`{}|\\^[]',
  'x?a=!$()*,;:@/?-._~',
  'x?%7e%2f%41%e9',
  'x?=&==&&=',
  'x?a=%26%3D%23',
  'x?\u00e9=\u20ac',
  'x?\u65e5\u672c=\u{1f600}',
  'x?lone=\ud800',
  'x?control=\u0001\u007f',
  'x?_clerk_session=1&clerk_session_id=2&_CLERK_SESSION_ID=3',
  'x?a=_clerk_session_id=1',
  'x?a#?_clerk_session_id=1',
];

describe('the session ID in the URL', () => {
  for (const [name, send] of Object.entries(WAYS)) {
    for (const [when, session] of Object.entries({ known: 'sess_A', held: undefined })) {
      const definition = (charset = 'utf-8'): TestPage => ({
        charset,
        head: [
          { clerk: session === undefined ? {} : { session } },
          { shim: { 'data-backend-origins': "'self'", 'data-wait': '30000' } },
        ],
      });
      it(`C1: every form of URL by ${name} is native's byte for byte, and the parameter (${when})`, async () => {
        const urls = [...FORMS, ...QUERIES];
        const native = await seen(withoutShim(definition()), urls, send);
        const shim = await seen(definition(), urls, send);
        const table = (list: string[]) => list.map((url, i) => `${JSON.stringify(urls[i])} ${url}`);
        expect(native.filter((url) => url !== undefined)).to.have.length(urls.length);
        expect(table(shim)).to.deep.equal(table(native.map(spliced)));
      });

      for (const charset of CHARSETS[name] ?? []) {
        it(`C1: a page in ${charset} keeps the encoding of its queries by ${name} (${when})`, async () => {
          const urls = ['x?\u00e9\u20ac', '?\u65e5\u672c=\u8a9e#\u65e5', 'x?\u{1f600}&\u00e5', '', 'x?\u00a5~\u203e'];
          const native = await seen(withoutShim(definition(charset)), urls, send);
          expect(await seen(definition(charset), urls, send)).to.deep.equal(native.map(spliced));
          expect(native).to.have.length(urls.length);
        });
      }
    }
  }

  it('C1: an ID with characters that mean something in a URL arrives as it is', async () => {
    for (const id of ['sess_a&b=c', 'sess_#?/\\%', 'sess_\u00e9 +\u{1f600}', '']) {
      const { window } = await openPage({
        head: [{ clerk: { session: 'sess_x' } }, { shim: { 'data-backend-origins': origins.backend } }],
      });
      if (window.Clerk?.session) window.Clerk.session.id = id;
      const key = newKey();
      await window.fetch(`${at('backend', key, 'echo')}?a=1#f`);
      await sendXhr(window, at('backend', key, 'echo'));
      expect((await requests(key, 2)).map((request) => sessionOf(request))).to.deep.equal([id, id]);
    }
  });

  it('C2: a URL that carries the parameter already, percent-encoded or not, names the active session in its place', async () => {
    const queries = [
      '_clerk_session_id=mine',
      'a&_clerk_session_id=mine&b#f',
      '_clerk_session_id=',
      '_clerk_session_id',
      '%5Fclerk_session_id=mine',
      '_clerk_sess%69on_id=mine',
      '?&&_clerk_session_id=mine&_clerk_session_id=two',
      'a=%20&+&_clerk_session_id=%20',
    ].filter((query) => new URLSearchParams(query.replace(/#.*/, '')).has('_clerk_session_id'));
    for (const send of Object.values(WAYS)) {
      const urls = queries.map((query) => `x?${query}`);
      const native = await seen(withoutShim(shimmedPage()), urls, send);
      const expected = native.map((url) =>
        url.replace(
          /(?:_clerk_session_id|%5Fclerk_session_id|_clerk_sess%69on_id)(?:=[^&]*)?/g,
          '_clerk_session_id=sess_A',
        ),
      );
      expect(await seen(shimmedPage(), urls, send)).to.deep.equal(expected);
      expect(native).to.have.length(queries.length);
    }
  });

  it('C1 E1a: the fragment, and what the page reads of its call, are as it wrote them', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    const url = `${at('backend', key, 'echo')}?a=1`;
    const request = new window.Request(`${url}#f`);
    const response = await window.fetch(request);
    expect(request.url).to.equal(`${url}#f`);
    expect(response.url).to.equal(url);
    const xhr = await sendXhr(window, `${url}#f`);
    expect(xhr.responseURL).to.equal(url);
    expect((await received(key, 2)).map((request) => sessionOf(request))).to.deep.equal(['sess_A', 'sess_A']);
  });
});
