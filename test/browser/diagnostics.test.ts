import { expect } from 'chai';
import { shimmedPage } from '../support/differential.ts';
import { at, newKey, openPage, origins } from '../support/page.ts';
import { onlyLine, sendXhr } from '../support/session.ts';

describe('explain()', () => {
  it('F2: tells by which source a call is ours, what it gets at this moment, and why', async () => {
    const { window } = await openPage(shimmedPage());
    const explain = (url: string) => window.ClerkAjax?.explain(url);
    expect(explain('/a?b#c')).to.deep.equal({
      url: `${origins.page}/a?b#c`,
      ours: true,
      source: "'self'",
      sends: ['session-id'],
      reason: 'signed in',
    });
    expect(explain(`${origins.backend}/x`)).to.include({ ours: true, source: origins.backend });
    expect(explain(`${origins.backend}/x`)?.sends).to.deep.equal(['session-id', 'credentials']);
    expect(explain(`${origins.backend}/x?_clerk_session_id=1`)?.sends).to.deep.equal(['credentials']);
    expect(explain('https://elsewhere.test/')).to.include({ ours: false, source: null });
    expect(explain('http://[')).to.include({ url: 'http://[', ours: false, reason: 'not a URL' });
    window.Clerk?.control.become(null);
    expect(explain(`${origins.backend}/x`)).to.include({ ours: true, reason: 'signed out' });
    expect(explain(`${origins.backend}/x`)?.sends).to.deep.equal(['credentials']);
  });

  it('C7: a production instance sends nothing of the session over plain http', async () => {
    const { window } = await openPage(shimmedPage({ 'data-backend-origins': 'http://api.test' }));
    if (window.Clerk) window.Clerk.publishableKey = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';
    const explained = window.ClerkAjax?.explain('http://api.test/');
    expect(explained).to.include({ ours: true });
    expect(explained?.sends).to.deep.equal([]);
    expect(explained?.reason).to.include('SSL');
  });

  it('C6: no token over plain http', async () => {
    const { window } = await openPage(
      shimmedPage({ 'data-backend-origins': 'http://api.test', 'data-send': 'session-token session-id' }),
    );
    expect(window.ClerkAjax?.explain('http://api.test/')?.sends).to.deep.equal(['session-id']);
  });
});

describe('failures as of CORS', () => {
  it('F3: one warning per origin says what the backend must answer', async () => {
    const page = await openPage(shimmedPage());
    const key = newKey();
    const url = at('backend', key, 'cors', 'any', 'echo');
    const error = await page.window.fetch(url).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(page.window.TypeError);
    await sendXhr(page.window, url);
    expect(() => {
      const xhr = new page.window.XMLHttpRequest();
      xhr.open('GET', url, false);
      xhr.send();
    }).to.throw();
    onlyLine(
      page,
      'warn',
      /must answer "Access-Control-Allow-Origin: http:\/\/localhost:\d+" \(not "\*"\) and "Access-Control-Allow-Credentials: true"/,
    );
    expect(page.said('warn')[0]).to.include(origins.backend).and.include(origins.page);
  });

  it('F3: where the token is sent, Authorization must be allowed', async () => {
    const page = await openPage(shimmedPage({ 'data-send': 'session-token' }));
    page.window.Clerk?.control.tokens(async () => 'tok');
    await page.window.fetch(at('backend', newKey(), 'cors', 'no-headers', 'echo')).catch(() => {});
    onlyLine(page, 'warn', /"Authorization"/);
  });

  it('F3: not for aborted calls, bad arguments, HTTP errors, or the own origin', async () => {
    const page = await openPage(shimmedPage());
    const { window } = page;
    const key = newKey();
    const controller = new window.AbortController();
    const aborted = window.fetch(at('backend', key, 'hang'), { signal: controller.signal }).catch(() => {});
    controller.abort();
    await aborted;
    await window.fetch(at('backend', key, 'echo'), { method: 'a b' }).catch(() => {});
    await window.fetch(at('backend', key, 'echo'), { body: 'x' }).catch(() => {});
    await window.fetch(at('backend', key, 'status', 500));
    await sendXhr(window, at('backend', key, 'status', 404));
    await window.fetch(at('page', key, 'close')).catch(() => {});
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', at('backend', key, 'hang'));
    xhr.send();
    xhr.abort();
    expect(page.said('warn')).to.deep.equal([]);
  });

  it("E2: a failure that nobody handles is still an unhandled rejection, with native's reason", async () => {
    const page = await openPage(shimmedPage());
    const reason = new Promise<unknown>((resolve) => {
      page.window.addEventListener('unhandledrejection', (event) => resolve(event.reason));
    });
    void page.window.fetch(at('backend', newKey(), 'cors', 'none', 'echo'));
    expect(await reason).to.be.instanceOf(page.window.TypeError);
  });
});
