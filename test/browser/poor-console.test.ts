import { expect } from 'chai';
import { at, newKey, openPage, origins, type PageWindow, type TestPage } from '../kit/page.ts';
import { authorizations, clerkOf, sendXhr, sessions } from '../kit/session.ts';

// Production pages switch their console off, each in its own way.

const throwing = () => {
  throw new Error('of the page');
};
const CONSOLES: Record<string, (window: PageWindow) => unknown> = {
  'only log()': () => ({ log() {} }),
  nothing: () => ({}),
  'methods that throw': () => ({ log: throwing, warn: throwing, error: throwing, debug: throwing }),
  'what are no methods': () => ({ log: 1, warn: 'off', error: {}, debug: null }),
  'members that cannot be read': () => new Proxy({}, { get: throwing }),
  undefined: () => undefined,
  null: () => null,
};

type Head = NonNullable<TestPage['head']>;

/** Opens a page whose console is replaced before the shim's tag. */
const openQuiet = (make: (window: PageWindow) => unknown, attributes: Record<string, string>, others: Head = []) => {
  const quiet = (window: PageWindow) => {
    Object.defineProperty(window, 'console', { value: make(window), configurable: true, writable: true });
  };
  return openPage({
    head: [...others, { run: quiet }, { shim: { 'data-backend-origins': `'self' ${origins.backend}`, ...attributes } }],
  });
};

const calls = (window: PageWindow, key: string) =>
  Promise.all([
    window.fetch(at('backend', key, 'echo'), { method: 'POST', body: 'x' }),
    window.fetch(new window.Request(at('page', key, 'echo'), { method: 'POST', body: 'x' })),
    sendXhr(window, at('backend', key, 'echo')),
  ]);
const NONE = [null, null, null];

/** What the shim has to say of a page, and what brings that about. */
const OCCASIONS: Record<
  string,
  (make: (window: PageWindow) => unknown) => Promise<{ errors: string[]; rejections: unknown[] }>
> = {
  'D2: Clerk does not come in time': async (make) => {
    const page = await openQuiet(make, { 'data-wait': '200' }, [{ clerk: {} }]);
    for (const key of [newKey(), newKey()]) {
      await calls(page.window, key);
      expect(await sessions(key, 3)).to.deep.equal(NONE);
    }
    return page;
  },
  'D3: Clerk reports an error': async (make) => {
    const page = await openQuiet(make, { 'data-wait': '30000' }, [{ clerk: {} }]);
    const key = newKey();
    const held = calls(page.window, key);
    clerkOf(page.window).fail();
    await held;
    expect(await sessions(key, 3)).to.deep.equal(NONE);
    return page;
  },
  'D4: a switch does not end': async (make) => {
    const page = await openQuiet(make, { 'data-wait': '200' }, [{ clerk: { session: 'sess_A' } }]);
    clerkOf(page.window).become(undefined);
    const key = newKey();
    await calls(page.window, key);
    expect(await sessions(key, 3)).to.deep.equal(NONE);
    return page;
  },
  'C6: there is no token': async (make) => {
    const page = await openQuiet(make, { 'data-send': 'session-token' }, [{ clerk: { session: 'sess_A' } }]);
    clerkOf(page.window).tokens(() => Promise.reject(new Error('of Clerk')));
    const key = newKey();
    await calls(page.window, key);
    expect(await authorizations(key, 3)).to.deep.equal(NONE);
    return page;
  },
  'F3: a call fails as of CORS': async (make) => {
    const page = await openQuiet(make, {}, [{ clerk: { session: 'sess_A' } }]);
    const url = at('backend', newKey(), 'cors', 'none', 'echo');
    const error = await page.window.fetch(url).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(page.window.TypeError);
    expect((await sendXhr(page.window, url)).status).to.equal(0);
    const sync = new page.window.XMLHttpRequest();
    sync.open('GET', url, false);
    expect(() => sync.send())
      .to.throw()
      .with.property('name', 'NetworkError');
    return page;
  },
  'F: data-debug': async (make) => {
    const page = await openQuiet(make, { 'data-debug': '' }, [{ clerk: { session: 'sess_A' } }]);
    const key = newKey();
    await calls(page.window, key);
    expect(await sessions(key, 3)).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
    return page;
  },
  'A2: attributes are wrong': async (make) => {
    const wrong = {
      'data-backend-origins': `* ${origins.backend} 'self'`,
      'data-wait': 'soon',
      'data-send': 'cookies',
    };
    const page = await openQuiet(make, wrong, [{ clerk: { session: 'sess_A' } }]);
    const key = newKey();
    await calls(page.window, key);
    expect(await sessions(key, 3)).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
    return page;
  },
  'E7a: a function cannot be replaced': async (make) => {
    const freeze = (window: PageWindow) => void Object.freeze(window.XMLHttpRequest.prototype);
    const page = await openQuiet(make, {}, [{ clerk: { session: 'sess_A' } }, { run: freeze }]);
    const key = newKey();
    await calls(page.window, key);
    expect((await sessions(key, 3)).filter((id) => id)).to.have.length(2);
    return page;
  },
};

describe('a page whose console is switched off', () => {
  for (const [what, make] of Object.entries(CONSOLES)) {
    for (const [occasion, happens] of Object.entries(OCCASIONS)) {
      it(`${occasion}, and the console has ${what}: each call goes out, and nothing throws into the page (E8)`, async () => {
        const { errors, rejections } = await happens(make);
        expect(errors).to.deep.equal([]);
        expect(rejections).to.deep.equal([]);
      });
    }
  }

  it('D3, E8: no Clerk is in sight, and the console has only log(): held calls go out one second after load', async () => {
    const page = await openQuiet(() => ({ log() {} }), {});
    const key = newKey();
    await calls(page.window, key);
    expect(await sessions(key, 3)).to.deep.equal(NONE);
    expect(page.errors).to.deep.equal([]);
  });

  it('F1: a message goes to log() where the console has nothing else', async () => {
    const lines: unknown[] = [];
    const page = await openQuiet(() => ({ log: (line: unknown) => lines.push(line) }), { 'data-wait': '100' }, [
      { clerk: {} },
    ]);
    await calls(page.window, newKey());
    expect(lines).to.have.length(1);
    expect(lines[0]).to.match(/^\[clerk-ajax\] Clerk had no session for 100 ms/);
    expect(page.errors).to.deep.equal([]);
  });
});
