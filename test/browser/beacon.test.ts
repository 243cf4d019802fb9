import { expect } from 'chai';
import { attempt } from '../kit/attempt.ts';
import { compareRows } from '../kit/compareRows.ts';
import { at, newKey, openPage, origins, type PageWindow, received, type TestPage, textOf } from '../kit/page.ts';
import { clerkOf, onlyLine, requests, sessions, shimLines, shimOf } from '../kit/session.ts';

const ALL = 'clerk-ajax.all.min.js';
const pageWith = (attributes: Record<string, string> = {}, session?: string | null): TestPage => ({
  head: [
    { clerk: session === undefined ? {} : { session } },
    { file: ALL, shim: { 'data-backend-origins': `'self' ${origins.backend}`, ...attributes } },
  ],
});

/** The calls of a beacon that are compared, with its result. */
const beacon = (body: (window: PageWindow) => unknown, place: 'page' | 'backend' | 'foreign' = 'backend') => ({
  async run({ window, at, key }: { window: PageWindow; at: (...path: ['page', string]) => string; key: string }) {
    const result = window.navigator.sendBeacon(at(place as 'page', 'echo'), body(window) as BodyInit);
    await received(key, 1);
    return result;
  },
});

describe('navigator.sendBeacon()', () => {
  compareRows(
    'I4',
    {
      text: beacon(() => 'wörld'),
      nothing: beacon(() => undefined),
      'null, to the page': beacon(() => null, 'page'),
      'a Blob': beacon(({ Blob }) => new Blob(['x'], { type: 'text/plain' })),
      'form data': beacon(({ URLSearchParams }) => new URLSearchParams({ a: '1' })),
      bytes: beacon(() => new Uint8Array([1, 2, 255])),
      'what is not ours': beacon(() => 'x', 'foreign'),
      'more than the browser takes': ({ window, at }) =>
        window.navigator.sendBeacon(at('backend', 'echo'), 'x'.repeat(70_000)),
      errors: ({ window, at }) => {
        const { navigator } = window;
        const { prototype } = window.Navigator;
        return [
          () => (navigator.sendBeacon as unknown as () => void)(),
          () => navigator.sendBeacon('http://['),
          () => navigator.sendBeacon('ftp://host/'),
          () => navigator.sendBeacon(Symbol('s') as never),
          () => prototype.sendBeacon.call({} as never, at('backend', 'echo')),
          () =>
            navigator.sendBeacon({
              toString() {
                throw new RangeError('own');
              },
            } as never),
        ].map(attempt);
      },
      'its arguments are converted once, in order': async ({ window, at, key }) => {
        const log: string[] = [];
        const noted = (name: string, text: string) => ({
          toString() {
            log.push(name);
            return text;
          },
        });
        const result = window.navigator.sendBeacon(
          noted('url', at('backend', 'echo')) as never,
          noted('data', 'text') as never,
        );
        await received(key, 1);
        return [result, log];
      },
      'the method itself': ({ window }) => {
        const { prototype } = window.Navigator;
        const { value, ...flags } = Object.getOwnPropertyDescriptor(prototype, 'sendBeacon') ?? {};
        return [flags, value.name, value.length, /\[native code\]/.test(`${value}`)];
      },
    },
    { file: ALL, ways: ['known'] },
  );

  it('I4: a beacon gets the session of the moment, and is never held', async () => {
    const { window } = await openPage(pageWith());
    const key = newKey();
    const send = () => window.navigator.sendBeacon(`${at('backend', key, 'echo')}?q=1`, 'x');
    expect(send()).to.equal(true);
    clerkOf(window).become('sess_A');
    send();
    clerkOf(window).become(null);
    send();
    expect((await sessions(key, 3)).sort()).to.deep.equal([null, null, 'sess_A'].sort());
    expect(textOf((await requests(key, 3))[0] as never)).to.equal('x');
  });

  it('I4: a beacon gets the token that is at hand, with data-token-param', async () => {
    const page = await openPage(pageWith({ 'data-send': 'session-token', 'data-token-param': 't' }, 'sess_A'));
    const key = newKey();
    page.window.navigator.sendBeacon(at('backend', key, 'echo'));
    const [request] = await requests(key);
    expect(request?.url).to.match(/\/echo\?t=fake-token-of-sess_A$/);
    page.window.navigator.sendBeacon(`${at('backend', key, 'echo')}?t=own`);
    const all = await requests(key, 2);
    expect(all[1]?.url).to.match(/\?t=own$/);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('I4 F1: without data-token-param, one warning says that there is no token', async () => {
    const page = await openPage(pageWith({ 'data-send': 'session-token' }, 'sess_A'));
    const key = newKey();
    for (let i = 0; i < 2; i++) page.window.navigator.sendBeacon(at('backend', key, 'echo'));
    await requests(key, 2);
    onlyLine(page, 'warn', /sendBeacon cannot send headers.*data-token-param/);
  });

  it('I4 E8: wrong built-ins of the page do a beacon no harm', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    Object.assign(window.Array.prototype, { slice: () => [], map: () => [], concat: () => [] });
    const key = newKey();
    expect(window.navigator.sendBeacon(at('backend', key, 'echo'), 'body')).to.equal(true);
    const [request] = await received(key, 1);
    expect([await sessions(key), request && textOf(request)]).to.deep.equal([['sess_A'], 'body']);
  });

  it('I4 C6: a beacon does not get a token at hand of another organization', async () => {
    const { window } = await openPage(pageWith({ 'data-send': 'session-token', 'data-token-param': 't' }, 'sess_A'));
    clerkOf(window).become('sess_A', 'org_A');
    const session = window.Clerk?.session;
    if (session) session.lastActiveOrganizationId = 'org_B';
    const key = newKey();
    window.navigator.sendBeacon(at('backend', key, 'echo'), 'body');
    const [request] = await received(key, 1);
    expect(request?.url).not.to.match(/[?&]t=/);
  });

  it('A6 I4: uninstall() puts sendBeacon() back', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    shimOf(window).uninstall();
    const key = newKey();
    window.navigator.sendBeacon(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal([null]);
  });
});

describe('the file with all channels', () => {
  it('I1: explain() names its channels; data-patch picks', async () => {
    const every = await openPage(pageWith({}, 'sess_A'));
    expect(shimOf(every.window).explain(origins.backend).patched).to.deep.equal([
      'fetch',
      'xhr',
      'eventsource',
      'websocket',
      'beacon',
    ]);
    const one = await openPage(pageWith({ 'data-patch': 'websocket fetch' }, 'sess_A'));
    expect(shimOf(one.window).explain(origins.backend).patched).to.deep.equal(['fetch', 'websocket']);
    expect(shimLines(one)).to.deep.equal([]);
  });

  it('I1 A2: the core says which file has a channel that it lacks, and serves the others', async () => {
    const page = await openPage({
      head: [
        { clerk: { session: 'sess_A' } },
        { shim: { 'data-backend-origins': origins.backend, 'data-patch': 'fetch websocket' } },
      ],
    });
    onlyLine(page, 'error', /data-patch "websocket" is not allowed.*clerk-ajax\.all\.min\.js/);
    expect(shimOf(page.window).explain(origins.backend).patched).to.deep.equal(['fetch']);
  });

  it('I1: a channel that the engine lacks is passed over', async () => {
    const { head = [] } = pageWith({}, 'sess_A');
    const page = await openPage({
      head: [
        {
          run(window) {
            for (const name of ['EventSource', 'WebSocket']) Reflect.deleteProperty(window, name);
            Reflect.deleteProperty(window.Navigator.prototype, 'sendBeacon');
          },
        },
        ...head,
      ],
    });
    expect(shimLines(page)).to.deep.equal([]);
    expect(page.errors).to.deep.equal([]);
    const key = newKey();
    await page.window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
  });

  it('E7a: a channel that cannot be replaced is one error, and the rest is served', async () => {
    const { head = [] } = pageWith({}, 'sess_A');
    const page = await openPage({
      head: [
        {
          run(window) {
            Object.freeze(window.EventSource.prototype);
            Object.defineProperty(window, 'WebSocket', { writable: false, configurable: false });
            Object.freeze(window.Navigator.prototype);
          },
        },
        ...head,
      ],
    });
    expect(page.said('error').join('\n')).to.match(
      /eventsource calls.*EventSource\.prototype\.url[\s\S]*websocket calls.*WebSocket[\s\S]*beacon calls.*sendBeacon/,
    );
    expect(page.said('error')).to.have.length(3);
    expect(page.errors).to.deep.equal([]);
    expect(shimOf(page.window).explain(origins.backend).patched).to.deep.equal(['fetch', 'xhr']);
  });

  it('E7: a look-alike in place of WebSocket is named; a polyfill of EventSource is left alone', async () => {
    const { head = [] } = pageWith({}, 'sess_A');
    const page = await openPage({
      head: [
        {
          run(window) {
            class Fake {}
            Object.assign(window, { WebSocket: Fake, EventSource: Fake });
          },
        },
        ...head,
      ],
    });
    onlyLine(page, 'error', /another script has replaced WebSocket/);
  });
});
