import { expect } from 'chai';
import { at, hasDebian, newKey, openPage, origins, type Page, type PageWindow, type Part } from '../kit/page.ts';
import { clerkOf, requests, sessions, shimLines } from '../kit/session.ts';
import { STREAM_KINDS, streamPage, streamUrl } from '../kit/streams.ts';
import { nextEvent } from '../kit/traceEvents.ts';

/** Scripts before the tag with built-ins of their own, as old pages have them. */
const SCRIPTS: Record<string, Part<(window: PageWindow) => void>> = {
  'bind() of MooTools 1.4': {
    script: `Function.prototype.bind = function (that) {
      var self = this, args = arguments.length > 1 ? Array.prototype.slice.call(arguments, 1) : null, F = function () {};
      var bound = function () {
        var context = that, length = arguments.length;
        if (this instanceof bound) { F.prototype = self.prototype; context = new F; }
        var result = (!args && !length) ? self.call(context)
          : self.apply(context, args && length ? args.concat(Array.prototype.slice.call(arguments)) : args || arguments);
        return context == that ? result : context;
      };
      return bound;
    };`,
  },
  'bind() that gives an arrow function': {
    script: `Function.prototype.bind = function (self, ...args) { return (...more) => this.apply(self, [...args, ...more]); };`,
  },
  'Array.from() that knows no iterators': {
    script: `Array.from = function (list, map, self) {
      return Array.prototype.slice.call(list).map(map || function (each) { return each; }, self);
    };`,
  },
  'every() that is never true': { script: 'Array.prototype.every = function () { return false; };' },
};
if (hasDebian) {
  SCRIPTS.MooTools = { src: '/debian/mootools/mootools-core-nc.js' };
  SCRIPTS.Prototype = { src: '/debian/prototype/prototype.js' };
}

const socketUrl = (origin: 'backend' | 'foreign', key: string) => at(origin, key, 'ws-echo').replace('http', 'ws');

/** Opens a socket with these subprotocols; that which the server has chosen. */
async function chosen(window: PageWindow, url: string, protocols: unknown): Promise<string> {
  const socket = new window.WebSocket(url, protocols as string[]);
  await nextEvent(socket, 'open');
  const { protocol } = socket;
  socket.close();
  return protocol;
}

/** What the shim has said; some of these libraries keep it from serving `fetch`, which it says. */
const saidOfChannels = (page: Page) => shimLines(page).filter((line) => /eventsource|websocket/i.test(line));

for (const [what, script] of Object.entries(SCRIPTS)) {
  describe(`constructors, after ${what}`, () => {
    it('E7 E8 I3: new WebSocket() works, of ours and of others, known and held, with subprotocols of each kind', async () => {
      const page = await openPage(streamPage({}, 'sess_A', [script]));
      const { window } = page;
      for (const held of [false, true]) {
        const key = newKey();
        if (held) clerkOf(window).become(undefined);
        const results = [
          chosen(window, socketUrl('backend', key), new window.Set(['b', 'a'])),
          chosen(window, socketUrl('backend', key), ['c', 'a']),
          chosen(window, socketUrl('backend', key), 'd'),
          chosen(window, socketUrl('foreign', key), new window.Set(['e', 'a'])),
        ];
        if (held) clerkOf(window).become('sess_A');
        expect(await Promise.all(results)).to.deep.equal(['b', 'c', 'd', 'e']);
        const carried = (await sessions(key, 4)).sort();
        expect(carried).to.deep.equal([null, 'sess_A', 'sess_A', 'sess_A'].sort());
      }
      expect([page.errors, saidOfChannels(page)]).to.deep.equal([[], []]);
    });

    for (const [kind, attributes] of Object.entries(STREAM_KINDS)) {
      it(`E7 E8 I2: new EventSource() works, of ours and of others, ${kind}`, async () => {
        const page = await openPage(streamPage(attributes, 'sess_A', [script]));
        const { window } = page;
        const key = newKey();
        for (const url of [streamUrl(key), at('foreign', key, 'sse', '["data: a\\n\\n","…"]')]) {
          const source = new window.EventSource(url);
          await nextEvent(source, 'message');
          expect([source instanceof window.EventSource, source.url, `${source}`]).to.deep.equal([
            true,
            url,
            '[object EventSource]',
          ]);
          source.close();
        }
        expect((await requests(key, 2)).map(({ origin }) => origin)).to.deep.equal(['backend', 'foreign']);
        expect([page.errors, saidOfChannels(page)]).to.deep.equal([[], []]);
      });
    }

    it('E2: the constructors are what they were: static members, instances, classes of the page', async () => {
      const { window } = await openPage(streamPage({}, 'sess_A', [script]));
      const { EventSource, WebSocket } = window;
      expect([EventSource.CLOSED, WebSocket.CLOSED, EventSource.name, WebSocket.name]).to.deep.equal([
        2,
        3,
        'EventSource',
        'WebSocket',
      ]);
      expect([
        EventSource.prototype.constructor === EventSource,
        WebSocket.prototype.constructor === WebSocket,
      ]).to.deep.equal([true, true]);
      class Feed extends EventSource {
        override close() {
          super.close();
          this.isClosed = true;
        }
        isClosed = false;
      }
      const feed = new Feed(streamUrl(newKey()));
      await nextEvent(feed, 'message');
      feed.close();
      expect([feed instanceof Feed, feed instanceof EventSource, feed.isClosed, feed.readyState]).to.deep.equal([
        true,
        true,
        true,
        2,
      ]);
      expect(() => (EventSource as unknown as (url: string) => void)(origins.backend)).to.throw(window.TypeError);
    });
  });
}
