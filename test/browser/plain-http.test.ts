import { expect } from 'chai';
import { beneathTheShim, sentFrom } from '../kit/beneath.ts';
import { openPage, type PageWindow } from '../kit/page.ts';
import { clerkOf, onlyLine, sendXhr, shimLines, shimOf } from '../kit/session.ts';

// No test server can be reached by plain http and not be on this machine: what would be sent is noted beneath the shim.

const LIVE = 'pk_live_Y2xlcmsuc2hvcC50ZXN0JA';
const TEST = 'pk_test_Y2xlcmsuc2hvcC50ZXN0JA';
const EVERYTHING = ['session-id', 'credentials', 'session-token'];

const open = async (publishableKey: string, send = EVERYTHING.join(' '), session: string | undefined = 'sess_A') => {
  const page = await openPage({
    head: [
      beneathTheShim,
      {
        clerk: session === undefined ? {} : { session },
        attributes: { 'data-clerk-publishable-key': publishableKey },
      },
      {
        shim: {
          'data-backend-origins':
            'http://*.shop.test https://*.shop.test http://localhost:* http://127.0.0.1 http://[::1]',
          'data-send': send,
        },
      },
    ],
  });
  const { window } = page;
  /** What fetches of all kinds and XHRs to a URL carry, as `explain()` names it. */
  const carried = async (url: string) => {
    const before = sentFrom(window).length;
    const calls: ((window: PageWindow) => Promise<unknown>)[] = [
      ({ fetch }) => fetch(url),
      ({ fetch }) => fetch(url, { method: 'POST', body: 'x', headers: { 'X-A': '1' } }),
      ({ fetch, Request }) => fetch(new Request(url)),
      (each) => sendXhr(each, url),
      async ({ XMLHttpRequest }) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', url, false);
        xhr.send();
      },
    ];
    for (const call of calls) await call(window);
    const all = sentFrom(window)
      .slice(before)
      .map((call) =>
        EVERYTHING.filter(
          (_, i) =>
            [
              /_clerk_session_id=sess_/.test(call.url),
              call.credentials === true || call.credentials === 'include',
              !!call.authorization,
            ][i],
        ).join(' '),
      );
    expect(all).to.have.length(calls.length);
    expect(new Set(all).size, `${all.join('; ')} alike`).to.equal(1);
    expect(shimOf(window).explain(url).sends.join(' ')).to.equal(all[0]);
    return all[0];
  };
  return { page, carried };
};

const PLAIN = ['http://api.shop.test/', 'http://api.shop.test:80/x?y', 'HTTP://API.SHOP.TEST/'];
const LOOPBACK = ['http://localhost/', 'http://localhost:3000/', 'http://127.0.0.1/', 'http://[::1]/'];

describe('plain http', () => {
  it('C7: a call over plain http gets nothing of the session in a production instance, and one error says that HTTPS is required', async () => {
    const { page, carried } = await open(LIVE);
    for (const url of PLAIN) expect(await carried(url)).to.equal('');
    onlyLine(page, 'error', /http:\/\/api\.shop\.test.*HTTPS/);
    const { ours, reason } = shimOf(page.window).explain('http://api.shop.test/');
    expect(ours).to.equal(true);
    expect(reason).to.include('HTTPS');
    expect(await carried('http://www.shop.test/')).to.equal('');
    expect(shimLines(page), 'an error for each origin').to.have.length(2);
  });

  it('F2: explain() gives the error as the reason why a token origin on plain http gets nothing', async () => {
    const page = await openPage({
      head: [{ clerk: { session: 'sess_A' } }, { shim: { 'data-token-origins': 'http://api.shop.test' } }],
    });
    const { sends, reason } = shimOf(page.window).explain(PLAIN[0] as string);
    expect(sends).to.deep.equal([]);
    expect(reason).to.equal('http://api.shop.test receives no session token: it requires HTTPS');
  });

  it('C7: https and loopback hosts get everything in a production instance, too', async () => {
    const { page, carried } = await open(LIVE);
    for (const url of ['https://api.shop.test/', ...LOOPBACK]) {
      expect(await carried(url), url).to.equal(EVERYTHING.join(' '));
    }
    expect(shimLines(page)).to.deep.equal([]);
  });

  it("C7: a call over plain http keeps the page's own credentials, parameter and Authorization", async () => {
    const { page } = await open(LIVE);
    const { window } = page;
    const url = 'http://api.shop.test/?_clerk_session_id=mine';
    await window.fetch(url, { credentials: 'include', headers: { Authorization: 'own' } });
    await sendXhr(window, url, (xhr) => {
      xhr.withCredentials = true;
      xhr.setRequestHeader('Authorization', 'own');
    });
    expect(sentFrom(window).map(({ url: sent, authorization }) => [sent, authorization])).to.deep.equal(
      Array(2).fill([url, 'own']),
    );
    expect(sentFrom(window).map(({ credentials }) => credentials)).to.deep.equal(['include', true]);
  });

  it('C7: the kind of instance counts at the moment of the call: held calls get nothing either', async () => {
    const { page } = await open(LIVE, EVERYTHING.join(' '), undefined);
    const { window } = page;
    const calls = [
      window.fetch('http://api.shop.test/held'),
      window.fetch('https://api.shop.test/held'),
      sendXhr(window, 'http://api.shop.test/held'),
    ];
    clerkOf(window).become('sess_A');
    await Promise.all<unknown>(calls);
    // The one that waits for its token is the last.
    expect(sentFrom(window).map(({ url }) => url)).to.deep.equal([
      'http://api.shop.test/held',
      'http://api.shop.test/held',
      'https://api.shop.test/held?_clerk_session_id=sess_A',
    ]);
    expect(sentFrom(window).map(({ authorization }) => !!authorization)).to.deep.equal([false, false, true]);
  });

  it('C7: the key on the page tells of a production instance while Clerk is not there: cookies are not sent either', async () => {
    const page = await openPage({
      head: [
        beneathTheShim,
        { html: `<script type="text/plain" data-clerk-publishable-key="${LIVE}"></script>` },
        { shim: { 'data-backend-origins': 'http://api.shop.test', 'data-wait': '0' } },
      ],
    });
    await page.window.fetch('http://api.shop.test/');
    expect(sentFrom(page.window)[0]?.credentials).to.equal('same-origin');
  });

  it('C6: a call over plain http gets all but the token in a development instance, and one error says that HTTPS is required', async () => {
    const { page, carried } = await open(TEST);
    for (const url of PLAIN) expect(await carried(url)).to.equal('session-id credentials');
    onlyLine(page, 'error', /http:\/\/api\.shop\.test receives no session token.*HTTPS/);
  });

  it('C6: a page that sends no token is told nothing of it', async () => {
    const { page, carried } = await open(TEST, 'session-id credentials');
    expect(await carried('http://api.shop.test/')).to.equal('session-id credentials');
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('C6: loopback hosts get a token over plain http', async () => {
    const { page, carried } = await open(TEST);
    for (const url of LOOPBACK) expect(await carried(url), url).to.equal(EVERYTHING.join(' '));
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('C6: ClerkJS is not asked for a token that must not go', async () => {
    const { page, carried } = await open(TEST);
    let asked = 0;
    clerkOf(page.window).tokens(async () => `tok_${++asked}`);
    await carried('http://api.shop.test/');
    expect(asked).to.equal(0);
  });
});
