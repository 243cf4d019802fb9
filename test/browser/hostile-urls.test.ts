import { expect } from 'chai';
import { beneathTheShim, sentFrom } from '../kit/beneath.ts';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { requests, sendXhr, shimOf } from '../kit/session.ts';
import { DISGUISED, HOSTILE, OURS, OURS_PAGE } from '../model/hostileUrls.ts';

const EVERYTHING = { 'data-send': 'session-id credentials session-token' };

/** Behind the scripts of the page, which have their addresses from it, too. */
const BASE = { html: `<base href="${OURS_PAGE}">` };

/** The ways in which a page can name a URL; what the engine refuses by itself is not sent, and rejects. */
const WAYS: Record<string, (window: PageWindow, url: string) => unknown> = {
  'fetch of a string': (window, url) => window.fetch(url),
  'fetch of a URL object': (window, url) => window.fetch(new window.URL(url, window.document.baseURI)),
  'fetch of a Request': (window, url) => window.fetch(new window.Request(url)),
  'an XHR': (window, url) => sendXhr(window, url),
};

/** Makes a call, whatever becomes of it. */
const tries = async (call: () => unknown) => {
  try {
    await call();
  } catch {
    // Not a URL in this engine, or not one for this way.
  }
};

/** Not the `origin`, which a `blob:` URL has of its inside. */
const originOf = (url: string) => {
  try {
    const { protocol, host } = new URL(url, OURS_PAGE);
    return `${protocol}//${host}`;
  } catch {
    return undefined;
  }
};

describe('hostile URLs', () => {
  for (const [name, way] of Object.entries(WAYS)) {
    it(`B5: ${name} carries the session where the engine's own parser says that it is ours, and nowhere else`, async () => {
      const { window } = await openPage({
        head: [
          beneathTheShim,
          { clerk: { session: 'sess_A' } },
          { shim: { 'data-backend-origins': OURS, ...EVERYTHING } },
          BASE,
        ],
      });
      const wrong: string[] = [];
      let ours = 0;
      for (const url of [...HOSTILE, ...DISGUISED]) {
        const before = sentFrom(window).length;
        await tries(() => way(window, url));
        for (const call of sentFrom(window).slice(before)) {
          const carries = [
            new URL(call.url).searchParams.get('_clerk_session_id') === 'sess_A',
            call.credentials === true || call.credentials === 'include',
            call.authorization !== null,
          ];
          const isOurs = originOf(url) === OURS;
          if (isOurs) ours++;
          if (carries.some((each) => each !== isOurs)) wrong.push(`${JSON.stringify(url)} carries ${carries}`);
        }
      }
      expect(wrong).to.deep.equal([]);
      expect(ours, 'calls that were ours').to.be.greaterThan(15);
    });
  }

  it('B5: what is not ours stays so with the engine of the day: no hostile URL is explained as ours', async () => {
    const { window } = await openPage({
      head: [{ clerk: { session: 'sess_A' } }, { shim: { 'data-backend-origins': OURS, ...EVERYTHING } }, BASE],
    });
    const { explain } = shimOf(window);
    expect(HOSTILE.filter((url) => explain(url).ours && originOf(url) !== OURS)).to.deep.equal([]);
    expect(DISGUISED.filter((url) => explain(url).ours).length).to.be.greaterThan(15);
  });

  it('B5: on the wire, nothing of the session reaches another server', async () => {
    const { window } = await openPage(shimmedPage(EVERYTHING));
    const key = newKey();
    Object.assign(document, { cookie: `${key}=1; path=/` });
    const path = `/k/${key}/echo`;
    const backend = new URL(origins.backend).host;
    const calls: Promise<void>[] = [];
    for (const foreign of [new URL(origins.foreign).host, new URL(origins.foreignIp).host]) {
      const port = foreign.split(':')[1];
      const urls = [
        ...HOSTILE.map((url) =>
          url
            .replace(/api\.example\.com/g, backend)
            .replace(/evil\.test/g, foreign)
            .replace(/https/g, 'http'),
        ),
        `http://${backend.replace(':', '%3A')}@${foreign}/`,
        `http://localhost:0${port}/`,
        `http://LOCALHOST:${port}/`,
        `http://2130706433:${port}/`,
        `http://0x7f.1:${port}/`,
        `http://127.0.0.1.:${port}/`,
        `http://localhost.:${port}/`,
      ];
      for (const url of urls) {
        const target = `${url.replace(/\/?$/, '')}${path}`;
        // Nothing but the loopback interface is to be asked for names.
        const host = originOf(target) && new URL(target, OURS_PAGE).hostname;
        if (!/^(localhost|127\.0\.0\.1)\.?$/.test(host ?? '')) continue;
        calls.push(
          // WebKit makes one request of calls that are the same.
          tries(() => window.fetch(`${target}?fetch${calls.length}`)),
          tries(() => sendXhr(window, `${target}?xhr${calls.length}`)),
        );
      }
    }
    await Promise.all(calls);
    await window.fetch(at('backend', key, 'echo'));
    const seen = await requests(key);
    const elsewhere = seen.filter(({ origin }) => origin === 'foreign');
    expect(elsewhere.length, 'requests that the foreign server saw').to.be.greaterThan(30);
    for (const request of elsewhere) {
      expect(`${request.url} ${request.rawHeaders}`).to.not.match(/sess_A|authorization/i);
      expect(`${request.rawHeaders}`).to.not.include(key);
    }
    expect(seen[seen.length - 1]?.url).to.include('sess_A');
  });
});
