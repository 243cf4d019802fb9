import { expect } from 'chai';
import { compareRows, type RowScene } from '../support/compareRows.ts';
import { shimmedPage } from '../support/differential.ts';
import { exchange } from '../support/exchange.ts';
import { at, engine, newKey, openPage, received, sessionOf } from '../support/page.ts';
import { clerkOf } from '../support/session.ts';

const hanging = { method: 'POST', body: 'x', upload: true } as const;

describe('timeout of XHR', () => {
  compareRows('D6 E1', {
    'set before send()': (scene) =>
      exchange(scene, {
        ...hanging,
        url: scene.at('backend', 'hang'),
        opened: (xhr) => {
          xhr.timeout = 300;
        },
      }),
    // WebKit heeds a timeout that comes after send() where there was one before.
    ...(engine !== 'webkit' && {
      'set after send()': (scene: RowScene) =>
        exchange(scene, {
          ...hanging,
          url: scene.at('backend', 'hang'),
          sent: (xhr) => {
            xhr.timeout = 300;
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
          xhr.timeout = 300;
        },
      }),
  });

  it('D6: a call is held no longer than its own timeout', async () => {
    const key = newKey();
    const { window, said } = await openPage({
      head: [{ clerk: {} }, ...(shimmedPage({ 'data-wait': '20000' }).head ?? []).slice(1)],
    });
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', at('backend', key, 'body', 'text'));
    xhr.timeout = 300;
    const start = performance.now();
    const text = await new Promise((resolve) => {
      xhr.onload = () => resolve(xhr.responseText);
      xhr.ontimeout = () => resolve('timeout');
      xhr.send();
    });
    expect(text).to.equal('hello w\u00f6rld');
    expect(performance.now() - start).to.be.within(290, 2000);
    expect((await received(key)).map((request) => sessionOf(request))).to.deep.equal([undefined]);
    expect(said('warn')).to.have.length(1);
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
