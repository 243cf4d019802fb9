import { expect } from 'chai';
import { withoutShim } from '../kit/differential.ts';
import { at, headerOf, newKey, openPage, origins, type PageWindow, type TestPage } from '../kit/page.ts';
import { clerkOf, requests, shimLines } from '../kit/session.ts';

// A script before the tag has patched `fetch`. What it is given, and what comes of what it does with that.

type Patch = (window: PageWindow, native: typeof fetch) => typeof fetch;

/** How calls get their session: at once, or later. */
const MODES: { [mode: string]: { session?: string; attributes: Record<string, string> } } = {
  'session ID, at once': { session: 'sess_A', attributes: { 'data-backend-origins': origins.backend } },
  'session ID, held': { attributes: { 'data-backend-origins': origins.backend } },
  token: { session: 'sess_A', attributes: { 'data-token-origins': origins.backend } },
  'token, held': { attributes: { 'data-token-origins': origins.backend } },
};

async function openWith(mode: string, patch: Patch, shim = true) {
  const { session, attributes } = MODES[mode] as (typeof MODES)[string];
  const definition: TestPage = {
    head: [
      { clerk: session ? { session } : {} },
      {
        run: (window) => {
          const { fetch } = window;
          window.fetch = patch(window, (...args) => Reflect.apply(fetch, window, args));
        },
      },
      { shim: attributes },
    ],
  };
  const page = await openPage(shim ? definition : withoutShim(definition));
  const go = () => (session ? undefined : clerkOf(page.window).become('sess_A'));
  return { page, window: page.window, go };
}

const INITS: { [what: string]: (window: PageWindow) => RequestInit } = {
  'an object of headers': () => ({ method: 'POST', headers: { 'X-CSRF-Token': 'secret', 'x-b': '2' }, body: '{}' }),
  'pairs of headers': () => ({
    method: 'PUT',
    headers: [
      ['X-CSRF-Token', 'secret'],
      ['X-CSRF-Token', 'two'],
    ],
    body: 'x',
  }),
  Headers: ({ Headers }) => ({ method: 'POST', headers: new Headers({ 'X-CSRF-Token': 'secret' }), body: 'x' }),
  'no headers': () => ({ method: 'POST', body: 'x', cache: 'no-store', referrer: '', integrity: '' }),
  'members that no browser knows': () =>
    ({ timeout: 5, retries: { limit: 3 }, params: [1], url: '/other', headers: { 'X-A': '1' } }) as RequestInit,
  'an init without a prototype': () =>
    Object.assign(Object.create(null), { method: 'DELETE', headers: { 'X-A': '1' } }),
  'a signal': ({ AbortController }) => ({ signal: new AbortController().signal }),
  'form data': ({ FormData }) => {
    const body = new FormData();
    body.append('a', 'b');
    return { method: 'POST', body };
  },
};

/** What a wrapper can tell of its arguments, without the token. */
function describeArguments([input, init]: Parameters<typeof fetch>): unknown {
  const kind = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1);
  const headers = init?.headers;
  const names = Array.isArray(headers)
    ? headers.map(([name]) => name)
    : kind(headers) === 'Headers'
      ? []
      : Object.keys(headers ?? {});
  return {
    input: typeof input === 'string' ? 'string' : kind(input),
    init: init && kind(init),
    members: init && Object.keys(init).filter((name) => name !== 'headers' && name !== 'credentials'),
    prototype: init && (Object.getPrototypeOf(init) ? 'Object' : 'none'),
    values: init && Object.entries(init).filter(([name]) => !/headers|credentials|signal|body/.test(name)),
    headers: names.includes('Authorization') && names.length === 1 ? 'none' : headers && kind(headers),
    names: names.filter((name) => name !== 'Authorization'),
    body: init && kind(init.body),
  };
}

describe('a wrapper of fetch before the tag', () => {
  for (const mode of Object.keys(MODES)) {
    for (const [what, make] of Object.entries(INITS)) {
      for (const input of ['string', 'URL'] as const) {
        it(`E4a: an earlier fetch is given what the page gave: a ${input} with ${what}, ${mode}`, async () => {
          const given = async (shim: boolean) => {
            const seen: unknown[] = [];
            const { window, go } = await openWith(
              mode,
              (_, native) =>
                (...args) => {
                  // Firefox shows a member that was never set as undefined.
                  seen.push(describeArguments(args));
                  return native(...args);
                },
              shim,
            );
            const url = at('backend', newKey(), 'echo');
            const call = window.fetch(input === 'URL' ? new window.URL(url) : url, make(window));
            go();
            await call;
            return seen.map((each) => {
              const told = { ...(each as { [name: string]: unknown }) };
              // A token needs an object of headers where there was none.
              if (told.headers === 'none') told.headers = undefined;
              return told;
            });
          };
          const [shimmed, native] = [await given(true), await given(false)];
          expect(shimmed).to.deep.equal(native);
        });
      }
    }

    it(`E4a: an earlier fetch is given a Request where the page gave one, ${mode}`, async () => {
      const seen: unknown[] = [];
      const { window, go } = await openWith(mode, ({ Request }, native) => (...args) => {
        seen.push(args[0] instanceof Request, args.length);
        return native(...args);
      });
      const key = newKey();
      const request = new window.Request(at('backend', key, 'echo'), {
        method: 'POST',
        body: 'x',
        headers: { 'X-A': '1' },
      });
      const call = window.fetch(request);
      go();
      await call;
      expect(seen).to.deep.equal([true, 1]);
      const [received] = await requests(key);
      expect(received && headerOf(received, 'x-a')).to.equal('1');
    });

    const WRAPPERS: { [what: string]: Patch } = {
      'sets a member of the headers':
        (_, native) =>
        (input, init = {}) => {
          init.headers ??= {};
          (init.headers as { [name: string]: string })['X-Wrapped'] = 'yes';
          return native(input, init);
        },
      'spreads the headers': (_, native) => (input, init) =>
        native(input, { ...init, headers: { ...(init?.headers as object), 'X-Wrapped': 'yes' } }),
      'has its own url in the init': (_, native) => (input, init) => {
        const config = { url: input, ...init } as RequestInit & { url: RequestInfo };
        (config.headers as { [name: string]: string })['X-Wrapped'] = 'yes';
        return native(config.url, config);
      },
      'clones the init': (window, native) => (input, init) => {
        const clone =
          'structuredClone' in window ? (init?.signal ? {} : window.structuredClone(init ?? {})) : { ...init };
        (clone.headers as { [name: string]: string })['X-Wrapped'] = 'yes';
        return native(input, clone);
      },
    };
    for (const [what, wrap] of Object.entries(WRAPPERS)) {
      it(`E4a: an earlier fetch that ${what} does what it does natively, ${mode}`, async () => {
        const { page, window, go } = await openWith(mode, wrap);
        const key = newKey();
        const call = window.fetch(at('backend', key, 'echo'), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': 'secret' },
          body: '{}',
        });
        go();
        await call;
        const [request] = await requests(key);
        const names = ['X-Wrapped', 'X-CSRF-Token', 'Content-Type', 'Authorization'];
        const values = names.map((name) => request && (headerOf(request, name) ?? null));
        const token = /^token/.test(mode) ? 'Bearer fake-token-of-sess_A' : null;
        expect(values).to.deep.equal(['yes', 'secret', 'application/json', token]);
        expect(request?.url.includes('sess_A')).to.equal(!token);
        // HTTP/1.1 servers see how names are spelled.
        const spelled = request?.rawHeaders.filter((_, i) => i % 2 === 0);
        expect(spelled).to.include.members([
          'X-CSRF-Token',
          'Content-Type',
          'X-Wrapped',
          ...(token ? ['Authorization'] : []),
        ]);
        expect(shimLines(page)).to.deep.equal([]);
      });
    }
  }

  it('E4a: an earlier fetch is given what the page gave, which may change while the call waits', async () => {
    const { window, go } = await openWith('token, held', (_, native) => native);
    const key = newKey();
    const headers: { [name: string]: string } = { 'X-A': '1' };
    const pairs: [string, string][] = [['X-A', '1']];
    const buffer = new window.Uint8Array([49]);
    const init: RequestInit = { method: 'POST', headers, body: buffer };
    const calls = [
      window.fetch(at('backend', key, 'echo'), init),
      window.fetch(at('backend', key, 'echo'), { method: 'POST', headers: pairs, body: '1' }),
    ];
    headers['X-A'] = headers['X-B'] = '2';
    pairs[0] = ['X-B', '2'];
    buffer[0] = 50;
    init.method = 'PUT';
    go();
    await Promise.all(calls);
    for (const request of await requests(key, 2)) {
      expect([request.method, headerOf(request, 'X-A'), headerOf(request, 'X-B'), atob(request.body)]).to.deep.equal([
        'POST',
        '1',
        undefined,
        '1',
      ]);
    }
  });
});
