import { attempt } from '../kit/attempt.ts';
import { compareRows, type Row, type RowScene, type TableOptions } from '../kit/compareRows.ts';
import { origins, release } from '../kit/page.ts';
import { describeEvent, nextEvent, traceEvents } from '../kit/traceEvents.ts';
import { until } from '../kit/until.ts';

const TYPES = ['open', 'message', 'error', 'named', 'constructor', 'end'];

/** Everything that a page can read of a source. */
const attributes = ({ url, readyState, withCredentials, onopen, onmessage, onerror }: EventSource) => {
  return { url, readyState, withCredentials, onopen, onmessage, onerror };
};

/** The path of a stream of these pieces; see test/README.md. */
const stream = (...pieces: unknown[]) => ['sse', JSON.stringify(pieces)];

interface Traced {
  init?: EventSourceInit;
  place?: 'page' | 'backend';
  use?: (source: EventSource, scene: RowScene) => unknown;
}

/** A row whose source is traced until it has fired so many events, and then closed. */
const traced =
  (
    endpoint: (string | number)[] | ((scene: RowScene) => (string | number)[]),
    events: number,
    { init, place = 'backend', use }: Traced = {},
  ): Row['run'] =>
  async (scene) => {
    const { EventSource } = scene.window;
    const url = scene.at(place, ...(typeof endpoint === 'function' ? endpoint(scene) : endpoint));
    const source = init ? new EventSource(url, init) : new EventSource(url);
    const log = traceEvents(source, TYPES);
    const stages = [attributes(source)];
    const result = use?.(source, scene);
    const enough = new Promise<void>((resolve) => {
      for (const type of TYPES) {
        source.addEventListener(type, () => {
          if (log.length !== events) return;
          stages.push(attributes(source));
          source.close();
          resolve();
        });
      }
    });
    void scene.go();
    await enough;
    stages.push(attributes(source));
    return { log, stages, result };
  };

const rows: Record<string, Row | Row['run']> = {
  'a message': traced(stream('data: hello wörld\n\n', '…'), 2),
  'on the origin of the page': traced(stream('data: hello\n\n', '…'), 2, { place: 'page' }),
  withCredentials: traced(stream('data: hello\n\n', '…'), 2, { init: { withCredentials: true } }),
  'events with names, IDs and lines': traced(
    stream(
      'event: named\nid: 1\ndata: a\ndata: b\n\n',
      ': comment\n\nevent: constructor\ndata: z\n\nid\ndata: c\n\ndata: d\n\n',
      '…',
    ),
    5,
  ),
  'events that are called as native ones': traced(stream('event: open\ndata: a\n\nevent: error\ndata: b\n\n', '…'), 3),
  'a stream that is cut everywhere': traced(
    stream(
      [0xef, 0xbb, 0xbf],
      'da',
      'ta: x\r',
      '\ndata: ',
      [0xf0, 0x9f],
      [0x98, 0x80],
      '\r',
      '\n\r',
      '\ndata: y\n',
      '\n',
      '…',
    ),
    3,
  ),
  'bytes that are no UTF-8': traced(stream([0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0xc3, 0x28, 10, 10], '…'), 2),
  'a stream that ends is opened anew, with the last ID': traced(stream('retry: 1\nid: 7\ndata: a\n\n'), 5),
  'a connection that breaks is opened anew': traced(
    ({ key }) => stream('retry: 1\ndata: a\n\n', { until: `heard${key}` }, 'data: lost', 'cut'),
    4,
    {
      // Engines may drop what they have when it breaks.
      use: (source, { key }) => source.addEventListener('message', () => void release(`heard${key}`)),
    },
  ),
  'an ID that is not ASCII': traced(stream('retry: 1\nid: ö€\ndata: a\n\n'), 5),
  'status 204': traced(['status', 204], 1),
  'status 404': traced(['status', 404], 1),
  'status 500 with a stream': traced(['code', 500, ...stream('data: a\n\n', '…')], 1),
  'another type': traced(['type', 'application/json', ...stream('data: a\n\n', '…')], 1),
  'a type with a charset': traced(['type', 'Text/Event-Stream; charset=UTF-8', ...stream('data: a\n\n', '…')], 2),
  'no type that is longer': traced(['type', 'text/event-streams', ...stream('data: a\n\n', '…')], 1),
  'closed before it is open': {
    server: 'aborted',
    async run(scene) {
      const source = new scene.window.EventSource(scene.at('backend', ...stream('data: a\n\n', '…')));
      const log = traceEvents(source, TYPES);
      source.close();
      const stage = attributes(source);
      source.close();
      void scene.go();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return [log, stage, attributes(source)];
    },
  },
  'closed in an event': async (scene) => {
    const source = new scene.window.EventSource(
      scene.at('backend', ...stream('data: a\n\ndata: b\n\n', 'data: c\n\n', '…')),
    );
    const log = traceEvents(source, TYPES);
    source.onmessage = () => source.close();
    void scene.go();
    await nextEvent(source, 'message');
    await new Promise((resolve) => setTimeout(resolve, 50));
    return [log, attributes(source)];
  },
  'closed in the event of opening': async (scene) => {
    const source = new scene.window.EventSource(scene.at('backend', ...stream('data: a\n\n', '…')));
    const log = traceEvents(source, TYPES);
    source.onopen = () => source.close();
    void scene.go();
    await nextEvent(source, 'open');
    await new Promise((resolve) => setTimeout(resolve, 50));
    return [log, attributes(source)];
  },
  'closed in the event of an error: it is not opened anew': async (scene) => {
    const source = new scene.window.EventSource(scene.at('backend', ...stream('retry: 1\ndata: a\n\n')));
    const log = traceEvents(source, TYPES);
    source.onerror = () => source.close();
    void scene.go();
    await nextEvent(source, 'error');
    await new Promise((resolve) => setTimeout(resolve, 50));
    return [log, attributes(source)];
  },
  'event handlers and listeners are called in their order': async (scene) => {
    const { window } = scene;
    const source = new window.EventSource(scene.at('backend', ...stream('event: own\ndata: x\n\ndata: a\n\n', '…')));
    const log: unknown[] = [];
    const note = (name: string) =>
      function (this: unknown, event: Event) {
        log.push([name, this === source, ...describeEvent(event)]);
      };
    const removed = note('removed');
    source.addEventListener('own', removed);
    source.addEventListener('own', note('once'), { once: true });
    source.addEventListener('own', { handleEvent: note('object') });
    source.removeEventListener('own', removed);
    source.onmessage = note('first');
    source.addEventListener('message', note('listener'));
    source.onmessage = note('second');
    source.onopen = note('open');
    source.onerror = {} as never;
    void scene.go();
    await nextEvent(source, 'message');
    log.push(source.dispatchEvent(new window.Event('own')), typeof source.onerror, typeof source.onopen);
    source.close();
    return log;
  },
  'a listener that comes when it is open; its type is converted once': async (scene) => {
    const { window } = scene;
    const name = `later${scene.key}`;
    const source = new window.EventSource(
      scene.at('backend', ...stream('data: a\n\n', { until: name }, 'event: later\ndata: b\n\n', '…')),
    );
    void scene.go();
    await nextEvent(source, 'message');
    const log: unknown[] = [];
    const type = {
      toString() {
        log.push('type');
        return 'later';
      },
    };
    source.addEventListener(type as never, (event: Event) => log.push(describeEvent(event)));
    log.push(attempt(() => (source.addEventListener as (type: string) => void)('alone')));
    await release(name);
    await until(() => log.length > 2);
    source.close();
    return log;
  },
  'constructor errors': ({ window, go }) => {
    void go();
    const { EventSource } = window;
    return [
      () => new (EventSource as unknown as new () => unknown)(),
      () => (EventSource as unknown as () => void)(),
      () => new EventSource('http://['),
      () => new EventSource(Symbol('s') as never),
      () => new EventSource(`${origins.backend}/`, 5 as never),
      () =>
        new EventSource(`${origins.backend}/`, {
          get withCredentials(): boolean {
            throw new RangeError('own');
          },
        }),
      () =>
        new EventSource({
          toString() {
            throw new RangeError('own');
          },
        } as never),
    ].map(attempt);
  },
  'its arguments are converted once, in order': async (scene) => {
    const log: string[] = [];
    const url = {
      toString() {
        log.push('url');
        return scene.at('backend', ...stream('data: a\n\n', '…'));
      },
    };
    const init = {
      get withCredentials() {
        log.push('withCredentials');
        return 1 as never;
      },
    };
    const source = new scene.window.EventSource(url as never, init);
    void scene.go();
    await nextEvent(source, 'message');
    source.close();
    return [log, source.withCredentials];
  },
  'a URL that is relative, with a query and a fragment': async (scene) => {
    const url = new URL(scene.at('page', ...stream('data: a\n\n', '…')));
    const source = new scene.window.EventSource(`${url.pathname}?q=a%20b&é#f`);
    void scene.go();
    await nextEvent(source, 'message');
    source.close();
    return source.url;
  },
  'a redirect': async (scene) => {
    const source = new scene.window.EventSource(
      scene.at('page', 'moved', 307, scene.at('page', ...stream('data: a\n\n', '…'))),
    );
    void scene.go();
    const { origin } = await nextEvent(source, 'message');
    source.close();
    return [origin, source.url];
  },
  'a class of the page': {
    // In Chromium 75 that is the page whose script makes the call.
    ignore: ['referer'],
    async run(scene) {
      const { EventSource, Object: PageObject } = scene.window;
      class Feed extends EventSource {
        heard: unknown[] = [];
        constructor(url: string) {
          super(url, { withCredentials: true });
          this.onmessage = ({ data }) => this.heard.push(data);
          super.addEventListener('own', () => this.heard.push('own'));
        }
        override close() {
          this.heard.push('close');
          super.close();
        }
      }
      const feed = new Feed(scene.at('backend', ...stream('data: a\n\nevent: own\ndata: b\n\ndata: c\n\n', '…')));
      void scene.go();
      await until(() => feed.heard.length > 2);
      feed.close();
      return [
        feed.heard,
        feed.readyState,
        feed instanceof Feed,
        feed instanceof EventSource,
        feed.constructor === Feed,
        PageObject.prototype.toString.call(feed),
        Feed.OPEN,
      ];
    },
  },
  'what an object is': (scene) => {
    const { EventSource, Object: PageObject, EventTarget } = scene.window;
    const source = new EventSource(scene.at('backend', 'hang'));
    void scene.go();
    const seen = [
      source instanceof EventSource,
      source instanceof EventTarget,
      source.constructor === EventSource,
      `${source}`,
      PageObject.getPrototypeOf(source) === EventSource.prototype,
      PageObject.keys(source),
      PageObject.getPrototypeOf(EventSource) === EventTarget,
      source.CONNECTING,
      source.CLOSED,
    ];
    source.close();
    return seen;
  },
  'one that is not ours': async ({ window, at, go }) => {
    const source = new window.EventSource(at('foreign', ...stream('data: a\n\n', '…')), { withCredentials: true });
    const log = traceEvents(source, TYPES);
    await until(() => log.length > 1);
    const stage = attributes(source);
    source.close();
    void go();
    return [log, stage];
  },
};

const ALL: TableOptions = { file: 'clerk-ajax.all.min.js' };

describe('an EventSource to a backend of ours', () => {
  compareRows('I2', rows, ALL);

  compareRows(
    'I2',
    {
      'no CORS': traced(['cors', 'none', ...stream('data: a\n\n', '…')], 1),
      'a server that is not there': async ({ window, go }) => {
        const source = new window.EventSource(origins.closed);
        const log = traceEvents(source, TYPES);
        void go();
        await until(() => log.length);
        source.close();
        return log;
      },
    },
    ALL,
  );
});

describe('an EventSource that is read by fetch', () => {
  const withoutHeaders = Object.fromEntries(
    Object.entries(rows).map(([name, row]) => {
      const { server = 'ignored', ...rest }: Row = typeof row === 'function' ? { run: row } : row;
      return [`${name}, with a token`, { ...rest, server }];
    }),
  );
  compareRows('I2', withoutHeaders, { ...ALL, attributes: { 'data-send': 'session-id credentials session-token' } });
});

describe('the interface EventSource', () => {
  compareRows(
    'I2 E2',
    {
      'constructor, constants, members': ({ window, go }) => {
        void go();
        const { EventSource } = window;
        const shape = (owner: object) =>
          Object.entries(Object.getOwnPropertyDescriptors(owner))
            .filter(([key]) => key !== 'addEventListener')
            .map(([key, { value, get, set, ...flags }]) => [
              key,
              flags,
              [value, get, set].map((each) =>
                typeof each === 'function'
                  ? [each.name, each.length, /\[native code\]/.test(Function.prototype.toString.call(each))]
                  : typeof each,
              ),
            ]);
        const { addEventListener, constructor: own } = EventSource.prototype;
        return [
          shape(EventSource),
          shape(EventSource.prototype).sort(),
          own === EventSource,
          [addEventListener.name, addEventListener.length, /\[native code\]/.test(`${addEventListener}`)],
          Object.keys(Object.getOwnPropertyDescriptors(window)).includes('EventSource'),
        ];
      },
      'members on what is no EventSource': ({ window, go }) => {
        void go();
        const { prototype } = window.EventSource;
        return [
          ...['url', 'readyState', 'withCredentials', 'onopen'].map((name) =>
            attempt(() => Reflect.get(prototype, name, {})),
          ),
          attempt(() => prototype.close.call({} as never)),
          attempt(() => prototype.addEventListener.call({} as never, 'x', () => {})),
        ];
      },
    },
    ALL,
  );
});
