import { expect } from 'chai';
import { compareRows, type RowScene } from '../kit/compareRows.ts';
import { shimmedPage } from '../kit/differential.ts';
import { exchange } from '../kit/exchange.ts';
import { at, engine, newKey, openPage, origins, type PageWindow, received } from '../kit/page.ts';
import { clerkOf, shimLines } from '../kit/session.ts';
import { next, traceXhr } from '../kit/traceXhr.ts';

/** In ms. A busy machine takes its time until a held call has left. */
const SOON = 600;

const hanging = { method: 'POST', body: 'x', upload: true } as const;

describe('timeout of XHR', () => {
  compareRows('D6 E1', {
    'set before send()': (scene) =>
      exchange(scene, {
        ...hanging,
        url: scene.at('backend', 'hang'),
        opened: (xhr) => {
          xhr.timeout = SOON;
        },
      }),
    // WebKit heeds a timeout that comes after send() where there was one before.
    ...(engine !== 'webkit' && {
      'set after send()': (scene: RowScene) =>
        exchange(scene, {
          ...hanging,
          url: scene.at('backend', 'hang'),
          sent: (xhr) => {
            xhr.timeout = SOON;
          },
        }),
    }),
    'set and taken back after send()': (scene) =>
      exchange(scene, {
        url: scene.at('backend', 'delay', 600, 'body', 'json'),
        opened: (xhr) => {
          xhr.timeout = 400;
        },
        sent: (xhr) => {
          xhr.timeout = 0;
        },
      }),
    'in the middle of the body': (scene) =>
      exchange(scene, {
        url: scene.at('backend', 'stall'),
        opened: (xhr) => {
          xhr.timeout = SOON;
        },
      }),
  });

  /** Sends an XHR to a server that never answers, and tells how it ends, and after how long. */
  async function measure(
    when: 'at once' | 'held' | 'never',
    attributes: Record<string, string>,
    prepare: (xhr: XMLHttpRequest, window: PageWindow) => void,
  ) {
    const key = newKey();
    const page = await openPage({
      head: [
        { clerk: when === 'at once' ? { session: 'sess_A' } : {} },
        { shim: { 'data-wait': '20000', ...attributes } },
      ],
    });
    const { window } = page;
    const xhr = new window.XMLHttpRequest();
    const events = traceXhr(xhr, { upload: true });
    xhr.open('POST', at('backend', key, 'hang'));
    const start = performance.now();
    prepare(xhr, window);
    xhr.send('body');
    if (when === 'held') setTimeout(() => clerkOf(window).become('sess_A'), 300);
    const read = xhr.timeout;
    await next(xhr, 'loadend');
    const time = performance.now() - start;
    return { xhr, key, events, time, read, window, page };
  }

  const IDS = { 'data-backend-origins': origins.backend };
  const TOKENS = { 'data-token-origins': origins.backend };

  for (const [mode, attributes] of Object.entries({ 'session ID': IDS, token: TOKENS })) {
    it(`D6: a timeout counts once, from the page's send(), and reads as the page has set it, ${mode}`, async () => {
      const { xhr, key, events, time, read } = await measure('held', attributes, (xhr) => {
        xhr.timeout = 700;
      });
      expect(events.filter((line) => /^timeout/.test(line))).to.have.length(1);
      // It was held for 300 ms.
      expect(time).to.be.within(690, 980);
      expect([read, xhr.timeout]).to.deep.equal([700, 700]);
      expect(await received(key)).to.have.length.above(0);
    });

    it(`D6: a timeout that is over while the call is held ends it as native does, and nothing is sent, ${mode}`, async () => {
      const { xhr, key, events, time, window, page } = await measure('never', attributes, (xhr) => {
        xhr.timeout = 300;
      });
      expect(time).to.be.within(290, 900);
      const names = events.map((line) => line.replace(/ not trusted$/, ''));
      expect(names).to.deep.equal([
        'readystatechange @1',
        'loadstart @1 0/0?',
        'upload loadstart @1 0/0?',
        'readystatechange @4',
        'upload timeout @4 0/0?',
        'upload loadend @4 0/0?',
        'timeout @4 0/0?',
        'loadend @4 0/0?',
      ]);
      expect([xhr.readyState, xhr.status, xhr.statusText, xhr.responseText]).to.deep.equal([4, 0, '', '']);
      expect(xhr.getAllResponseHeaders()).to.equal('');
      expect(() => xhr.send())
        .to.throw()
        .with.property('name', 'InvalidStateError');
      expect(() => xhr.setRequestHeader('a', 'b'))
        .to.throw()
        .with.property('name', 'InvalidStateError');
      clerkOf(window).become('sess_A');
      // The object can be used again.
      xhr.timeout = 0;
      const again = newKey();
      xhr.open('GET', at('backend', again, 'body', 'json'));
      expect(xhr.readyState).to.equal(1);
      xhr.send();
      await next(xhr, 'loadend');
      expect([xhr.readyState, xhr.status]).to.deep.equal([4, 200]);
      expect(await received(key)).to.deep.equal([]);
      expect((await received(again)).length).to.be.above(0);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  it('D6: abort() after a timeout while held leaves an object that is not opened', async () => {
    const { xhr } = await measure('never', IDS, (xhr) => {
      xhr.timeout = 100;
    });
    xhr.abort();
    expect(xhr.readyState).to.equal(0);
    expect(() => xhr.send())
      .to.throw()
      .with.property('name', 'InvalidStateError');
  });

  it('D6: a timeout that is changed while the call is held, or under way, counts from send() as well', async () => {
    const shortened = await measure('never', IDS, (xhr, window) => {
      xhr.timeout = 5000;
      window.setTimeout(() => {
        xhr.timeout = 400;
      }, 100);
    });
    expect(shortened.time).to.be.within(390, 1000);
    const lengthened = await measure('held', IDS, (xhr, window) => {
      xhr.timeout = 600;
      window.setTimeout(() => {
        xhr.timeout = 900;
      }, 450);
    });
    expect(lengthened.time).to.be.within(890, 1200);
    expect(lengthened.xhr.timeout).to.equal(900);
  });

  // In Firefox, the time of the next call counts from when the aborted one was sent, and it runs before that call is sent.
  for (const before of ['sess_A', undefined]) {
    it(`D6: an XHR that was aborted ${before ? 'under way' : 'while it was held'} is held, and its time has not begun`, async () => {
      const { window } = await openPage(shimmedPage());
      const { become } = clerkOf(window);
      become(before);
      const xhr = new window.XMLHttpRequest();
      xhr.open('GET', at('backend', newKey(), 'hang'));
      xhr.send();
      xhr.abort();
      await new Promise((resolve) => setTimeout(resolve, 600));
      become(undefined);
      const outcome = new Promise((resolve) => {
        xhr.onloadend = () => resolve(xhr.status);
      });
      xhr.open('GET', at('backend', newKey(), 'body', 'json'));
      xhr.timeout = 500;
      xhr.send();
      await new Promise((resolve) => setTimeout(resolve, 20));
      become(null);
      expect(await outcome).to.equal(200);
    });
  }
});
