import { attempt } from '../kit/attempt.ts';
import { compareRows, type RowScene } from '../kit/compareRows.ts';
import { engine, origins } from '../kit/page.ts';
import { describeEvent, nextEvent, traceEvents } from '../kit/traceEvents.ts';

const TYPES = ['open', 'message', 'error', 'close'];
const IGNORE = ['sec-websocket-key'];

/** The URL of an endpoint for WebSockets. */
const urlOf = ({ at }: RowScene, ...segments: (string | number)[]) =>
  at('backend', ...segments).replace('http:', 'ws:');

/** Everything that a page can read of a socket. */
const attributes = (socket: WebSocket) => {
  const { url, readyState, bufferedAmount, extensions, protocol, binaryType, onopen, onmessage, onerror, onclose } =
    socket;
  return { url, readyState, bufferedAmount, extensions, protocol, binaryType, onopen, onmessage, onerror, onclose };
};

/** Codes that native refuses, although some are near those that it takes. Firefox rounds where all others cut off. */
const CODES = [
  -1,
  65_536 + 1000,
  Number.POSITIVE_INFINITY,
  2999.4,
  ...(engine === 'firefox' ? [] : [2999.5, 2999.9, 999.9]),
];

/** What an action throws, by name and class: the texts of a held socket are the shim's own. */
const refusal = (action: () => unknown) => {
  try {
    return ['does not throw', action()];
  } catch (error) {
    const fault = error as DOMException;
    return [fault.name, fault.code, fault.constructor.name];
  }
};

/** A row whose socket is traced from its construction to its end. */
const traced = (
  endpoint: (string | number)[],
  use: (socket: WebSocket, scene: RowScene) => unknown,
  protocols?: string | string[],
) => ({
  ignore: IGNORE,
  async run(scene: RowScene) {
    const { WebSocket } = scene.window;
    const url = urlOf(scene, ...endpoint);
    const socket = protocols === undefined ? new WebSocket(url) : new WebSocket(url, protocols);
    const log = traceEvents(socket, TYPES);
    const ended = nextEvent(socket, 'close');
    const stages = [attributes(socket)];
    const used = use(socket, scene);
    stages.push(attributes(socket));
    void scene.go();
    const result = await used;
    await ended;
    stages.push(attributes(socket));
    return { log, stages, result };
  },
});

/** Sends what it is given, and closes when all of it has come back. */
const echoed = async (socket: WebSocket, ...data: (string | Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer>)[]) => {
  await nextEvent(socket, 'open');
  const seen: unknown[] = [attributes(socket)];
  for (const each of data) {
    socket.send(each as string);
    seen.push((await nextEvent(socket, 'message')).data);
  }
  socket.close(1000);
  return seen;
};

describe('a WebSocket to a backend of ours', () => {
  compareRows(
    'I3',
    {
      'text is echoed': traced(['ws-echo'], (socket) => echoed(socket, 'hello', 'wörld \ud83d\ude00', '')),
      'bytes are echoed as blobs': traced(['ws-echo'], async (socket) => {
        const seen = await echoed(socket, new Uint8Array([1, 2, 255]), new Blob(['a']), new ArrayBuffer(3));
        return Promise.all(
          seen.map((each) => (each && (each as Blob).size !== undefined ? new Response(each as Blob).text() : each)),
        );
      }),
      'binaryType is kept': traced(['ws-echo'], (socket) => {
        socket.binaryType = 'arraybuffer';
        socket.binaryType = 'none' as BinaryType;
        return echoed(socket, new Uint8Array([1, 2, 255]).subarray(1));
      }),
      'the first subprotocol is chosen': traced(['ws-echo'], (socket) => echoed(socket, 'x'), ['chat.v2', 'chat.v1']),
      'one subprotocol as a string': traced(['ws-echo'], (socket) => echoed(socket, 'x'), 'chat'),
      'no subprotocols in a list': traced(['ws-echo'], (socket) => echoed(socket, 'x'), []),
      'messages that come at once': traced(['ws-greet'], async (socket) => {
        socket.binaryType = 'arraybuffer';
        const first = await nextEvent(socket, 'message');
        const second = await nextEvent(socket, 'message');
        socket.close();
        return [first.data, second.data];
      }),
      'closed by the page, with a code and a reason': traced(['ws-echo'], async (socket) => {
        await nextEvent(socket, 'open');
        socket.close(3999, 'bÿe');
        const seen = [socket.readyState, attempt(() => socket.send('x'))];
        socket.close(4000, 'again');
        return seen;
      }),
      'closed by the server, with a code and a reason': traced(['ws-echo'], async (socket) => {
        await nextEvent(socket, 'open');
        socket.send('close 4001 go away');
      }),
      'closed by the server, without a code': traced(['ws-echo'], async (socket) => {
        await nextEvent(socket, 'open');
        socket.send('close');
      }),
      'closed by the server at once': traced(['ws-close', 1001, 'bye'], () => {}),
      'a connection that breaks': traced(['ws-echo'], async (socket) => {
        await nextEvent(socket, 'open');
        socket.send('drop');
      }),
      'refused by the server': traced(['ws-refuse', 403], () => {}),
      'a server that is not there': {
        async run({ window, go }) {
          const socket = new window.WebSocket(origins.closed.replace('http', 'ws'));
          const log = traceEvents(socket, TYPES);
          void go();
          await nextEvent(socket, 'close');
          return [log, attributes(socket)];
        },
      },
      'event handlers are called in their order, once each': traced(['ws-echo'], async (socket) => {
        const log: unknown[] = [];
        const note = (name: string) =>
          function (this: unknown, event: Event) {
            log.push([name, this === socket, ...describeEvent(event)]);
          };
        socket.onopen = note('first');
        socket.addEventListener('open', note('listener'));
        socket.onopen = note('second');
        socket.onmessage = note('never');
        socket.onmessage = null;
        socket.addEventListener('message', note('message listener'));
        socket.onmessage = note('message');
        socket.onclose = { handleEvent: note('not called') } as never;
        const kept = socket.onclose && typeof socket.onclose;
        socket.onerror = 'text' as never;
        await echoed(socket, 'x');
        return [log, kept, socket.onerror, typeof socket.onopen];
      }),
      'listeners: removed, once, an object, one that throws': traced(['ws-echo'], async (socket, { window }) => {
        const log: unknown[] = [];
        const removed = () => log.push('removed');
        socket.addEventListener('open', removed);
        socket.addEventListener('open', () => log.push('once'), { once: true });
        socket.addEventListener('open', { handleEvent: () => log.push('object') });
        socket.removeEventListener('open', removed);
        await echoed(socket, 'x');
        log.push(socket.dispatchEvent(new window.Event('open')));
        return log;
      }),
      'close() before it is open': {
        server: 'aborted',
        async run(scene) {
          const socket = new scene.window.WebSocket(urlOf(scene, 'ws-echo'));
          // Chromium 75 fires the events in the call.
          const log = traceEvents(socket, TYPES);
          const ended = nextEvent(socket, 'close');
          socket.close();
          const states = engine === 'chromium75' ? [] : [socket.readyState];
          socket.close();
          void scene.go();
          await ended;
          socket.close();
          return [log, states, attributes(socket)];
        },
      },
      'close() before it is open, with arguments': {
        server: 'aborted',
        async run(scene) {
          const socket = new scene.window.WebSocket(urlOf(scene, 'ws-echo'));
          const log = traceEvents(socket, TYPES);
          const ended = nextEvent(socket, 'close');
          socket.close(3000, 'bye');
          void scene.go();
          await ended;
          return log;
        },
      },
      'a code of close() that is no integer': {
        server: 'aborted',
        async run(scene) {
          const codes = [1000.4, 3000.1, 4999.4, ...(engine === 'firefox' ? [] : [1000.9, 4999.9])];
          const { WebSocket } = scene.window;
          const results = codes.map((code) => {
            const socket = new WebSocket(urlOf(scene, 'ws-echo'));
            // Chromium 75 fires the event in the call.
            const closed = nextEvent(socket, 'close');
            return { closed, result: refusal(() => socket.close(code)) };
          });
          void scene.go();
          await Promise.all(results.map(({ closed }) => closed));
          return results.map(({ result }) => result);
        },
      },
      'what is sent after close() counts as buffered': {
        server: 'aborted',
        async run(scene) {
          const socket = new scene.window.WebSocket(urlOf(scene, 'ws-echo'));
          const ended = nextEvent(socket, 'close');
          socket.close();
          socket.send('wörld');
          socket.send(new Uint8Array(3));
          void scene.go();
          await ended;
          // WebKit counts the frames as well.
          return engine === 'webkit' ? socket.bufferedAmount >= 9 : socket.bufferedAmount;
        },
      },
      'send() and close() before it is open refuse as natively': traced(['ws-echo'], (socket) => {
        const log: string[] = [];
        const noted = (name: string) => ({
          toString() {
            log.push(name);
            return name;
          },
        });
        const results = [
          () => socket.send('x'),
          () => socket.send(noted('data') as never),
          () => (socket.send as () => void)(),
          () => socket.close(999),
          () => socket.close(1001, noted('reason') as never),
          () => socket.close(5000),
          () => socket.close(2999.4),
          () => socket.close(Number.NaN),
          ...CODES.map((code) => () => socket.close(code)),
          () => socket.close(3000, 'x'.repeat(124)),
          () => socket.close(3000, 'ö'.repeat(62)),
          () => socket.close(Symbol('s') as never),
        ].map(refusal);
        void echoed(socket, 'x');
        return [results, log];
      }),
      'constructor errors': ({ window, go }) => {
        void go();
        const { WebSocket } = window;
        const url = origins.backend.replace('http', 'ws');
        return [
          () => new (WebSocket as unknown as new () => unknown)(),
          () => (WebSocket as unknown as () => void)(),
          () => new WebSocket(`${url}/#fragment`),
          () => new WebSocket(`${url}/#`),
          () => new WebSocket('ftp://host/'),
          () => new WebSocket('ws://['),
          () => new WebSocket(Symbol('s') as never),
          () => new WebSocket(url, ''),
          () => new WebSocket(url, ['a', 'a']),
          () => new WebSocket(url, ['a b']),
          () => new WebSocket(url, ['a,b']),
          () => new WebSocket(url, 'ö'),
          () => new WebSocket(url, [Symbol('s')] as never),
          () => new WebSocket(url, Symbol('s') as never),
          () => {
            throw attempt(
              () =>
                new WebSocket(url, {
                  toString() {
                    throw new RangeError('own');
                  },
                } as never),
            );
          },
        ].map(attempt);
      },
      'subprotocols in a Set': {
        ignore: IGNORE,
        async run(scene) {
          const { WebSocket, Set: PageSet } = scene.window;
          const socket = new WebSocket(urlOf(scene, 'ws-echo'), new PageSet(['b', 'a']) as never);
          void scene.go();
          await nextEvent(socket, 'open');
          const { protocol } = socket;
          socket.close();
          await nextEvent(socket, 'close');
          return protocol;
        },
      },
      'its arguments are converted once, in order': {
        ignore: IGNORE,
        async run(scene) {
          const log: string[] = [];
          const url = {
            toString() {
              log.push('url');
              return urlOf(scene, 'ws-echo');
            },
          };
          const protocols = {
            *[Symbol.iterator]() {
              log.push('protocols');
              yield 'a';
              yield { toString: () => log.push('item') && 'b' };
            },
          };
          const socket = new scene.window.WebSocket(url as never, protocols as never);
          void scene.go();
          await nextEvent(socket, 'open');
          const { protocol } = socket;
          socket.close();
          await nextEvent(socket, 'close');
          return [log, protocol];
        },
      },
      'a URL object; what the page does to it and to its list later does not count': {
        ignore: IGNORE,
        async run(scene) {
          const url = new scene.window.URL(urlOf(scene, 'ws-echo'));
          const protocols = ['a', 'b'];
          const socket = new scene.window.WebSocket(url, protocols);
          url.search = '?later';
          protocols[0] = 'later';
          void scene.go();
          await nextEvent(socket, 'open');
          const { protocol } = socket;
          socket.close();
          await nextEvent(socket, 'close');
          return [protocol, socket.url];
        },
      },
      'a class of the page': {
        ignore: IGNORE,
        async run(scene) {
          const { WebSocket, Object: PageObject } = scene.window;
          class Chat extends WebSocket {
            said: unknown[] = [];
            constructor(url: string) {
              super(url, 'chat');
              this.onmessage = ({ data }) => this.said.push(data);
            }
            say(text: string) {
              this.send(text);
            }
          }
          const chat = new Chat(urlOf(scene, 'ws-echo'));
          void scene.go();
          await nextEvent(chat, 'open');
          chat.say('hello');
          await nextEvent(chat, 'message');
          chat.close();
          await nextEvent(chat, 'close');
          return [
            chat.said,
            chat instanceof Chat,
            chat instanceof WebSocket,
            chat.constructor === Chat,
            PageObject.prototype.toString.call(chat),
            PageObject.getPrototypeOf(PageObject.getPrototypeOf(chat)) === WebSocket.prototype,
            Chat.OPEN,
          ];
        },
      },
      'what an object is': {
        ignore: IGNORE,
        async run(scene) {
          const { WebSocket, Object: PageObject, EventTarget } = scene.window;
          const socket = new WebSocket(urlOf(scene, 'ws-echo'));
          const seen = [
            socket instanceof WebSocket,
            socket instanceof EventTarget,
            socket.constructor === WebSocket,
            `${socket}`,
            PageObject.getPrototypeOf(socket) === WebSocket.prototype,
            PageObject.getPrototypeOf(WebSocket) === EventTarget,
            Reflect.ownKeys(socket).filter((key) => typeof key === 'string' && key !== 'isTrusted'),
            socket.CONNECTING,
            socket.CLOSED,
            JSON.stringify(socket),
          ];
          void scene.go();
          await nextEvent(socket, 'open');
          socket.close();
          await nextEvent(socket, 'close');
          return seen;
        },
      },
      'a relative URL, and one of http': {
        ignore: IGNORE,
        // Older engines refuse it when Clerk knows its session, and end it with an event when it was held.
        ways: engine === 'chromium75' ? ['known'] : ['known', 'held'],
        async run(scene) {
          const http = scene.at('page', 'ws-echo');
          const sockets = [http, new URL(http).pathname].map((url) => attempt(() => new scene.window.WebSocket(url)));
          void scene.go();
          await Promise.all(
            sockets.map(async (socket) => {
              if (!(socket instanceof scene.window.WebSocket)) return;
              await nextEvent(socket, 'open');
              socket.close();
              await nextEvent(socket, 'close');
            }),
          );
          return sockets.map((socket) => (socket instanceof scene.window.WebSocket ? socket.url : socket));
        },
      },
      'one that is not ours': {
        ignore: IGNORE,
        async run({ window, at, go }) {
          const socket = new window.WebSocket(at('foreign', 'ws-echo').replace('http', 'ws'), 'a');
          const log = traceEvents(socket, TYPES);
          await nextEvent(socket, 'open');
          socket.close();
          await nextEvent(socket, 'close');
          void go();
          return [log, attributes(socket)];
        },
      },
    },
    { file: 'clerk-ajax.all.min.js' },
  );
});

describe('the interface WebSocket', () => {
  compareRows(
    'I3 E2',
    {
      'constructor, constants, members': ({ window, go }) => {
        void go();
        const { WebSocket } = window;
        const shape = (owner: object) =>
          Object.entries(Object.getOwnPropertyDescriptors(owner)).map(([key, { value, get, set, ...flags }]) => [
            key,
            flags,
            [value, get, set].map((each) =>
              typeof each === 'function'
                ? [each.name, each.length, /\[native code\]/.test(Function.prototype.toString.call(each))]
                : typeof each,
            ),
          ]);
        return [
          shape(WebSocket),
          shape(WebSocket.prototype).sort(),
          WebSocket.prototype.constructor === WebSocket,
          /\[native code\]/.test(`${WebSocket}`),
          Object.getOwnPropertyDescriptor(window, 'WebSocket')?.enumerable,
        ];
      },
      'members on what is no WebSocket': ({ window, go }) => {
        void go();
        const { prototype } = window.WebSocket;
        return ['url', 'readyState', 'onopen', 'binaryType'].map((name) =>
          attempt(() => Reflect.get(prototype, name, {})),
        );
      },
    },
    { file: 'clerk-ajax.all.min.js' },
  );
});
