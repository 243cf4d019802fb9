import { attempt } from '../kit/attempt.ts';
import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { fetchOnce } from '../kit/fetchOnce.ts';
import type { PageWindow } from '../kit/page.ts';
import { next, stateOf } from '../kit/traceXhr.ts';

/** A URL as a page can give it, made for each call anew. */
type Make = (window: PageWindow, url: string, log: string[]) => unknown;

const revoked = (object: object) => {
  const { proxy, revoke } = Proxy.revocable(object, {});
  revoke();
  return proxy;
};

/** What looks like a URL object, or like a string; some of it native refuses, and some leads to where the test can look. */
const OBJECTS: Record<string, Make> = {
  'a Proxy of a URL': (window, url) => new Proxy(new window.URL(url), {}),
  'a Proxy of a URL that passes its members through': (window, url) =>
    new Proxy(new window.URL(url), {
      get(target, name) {
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
  'a revoked Proxy of a URL': (window, url) => revoked(new window.URL(url)),
  'a revoked Proxy of a Request': (window, url) => revoked(new window.Request(url)),
  'a Proxy that throws': (window, _, log) =>
    new Proxy(
      {},
      {
        get(_target, name) {
          log.push(String(name));
          throw new window.RangeError('of the page');
        },
      },
    ),
  'a Proxy that says where it leads': (_, url) => new Proxy({}, { get: () => () => url }),
  'an object that inherits from URL.prototype': (window) => Object.create(window.URL.prototype),
  'an object that inherits from a URL': (window, url) => Object.create(new window.URL(url)),
  'an object without a prototype': () => Object.create(null),
  'a URL without a prototype': (window, url) => Object.setPrototypeOf(new window.URL(url), null),
  'a URL with a toPrimitive of its own': (window, url, log) =>
    Object.assign(new window.URL('http: //localhost:1/'), {
      [Symbol.toPrimitive](hint: string) {
        log.push(hint);
        return url;
      },
    }),
  'a URL with a toString of its own that gives no string': (window, url) =>
    Object.assign(new window.URL(url), { toString: () => ({}), valueOf: () => ({}) }),
  'an object that is converted to a number first': (_, url) => ({ toString: () => ({}), valueOf: () => url }),
  'an object whose toString gives a symbol': () => ({ toString: () => Symbol('url') }),
  'an object whose toString is none': (_, url) => ({ toString: 5, valueOf: () => url }),
  'a symbol as an object': () => Object(Symbol('url')),
  'a function with a toString': (_, url) => Object.assign(() => {}, { toString: () => url }),
  'a list of lists': (_, url) => [[[url]]],
  'an anchor element': ({ document }, url) => Object.assign(document.createElement('a'), { href: url }),
  'a URL whose toString the page has replaced': (window, url) => {
    const object = new window.URL(url);
    Object.defineProperty(object, 'toString', { value: window.URL.prototype.toString });
    return object;
  },
};

/** Behind the address of an endpoint; each is another way for a parser to go wrong. None ends with what the ID is glued to. */
const ENDINGS: Record<string, string> = {
  'a torn surrogate pair in the query': '?q=\ud83d\r\ude00',
  'a torn surrogate pair in the path': '/\ud83d\n\ude00/x',
  'a torn surrogate pair in the fragment': '?q#\ud83d\t\ude00',
  'a torn surrogate pair, and one that is whole': '?\ud83d\r\ude00\ud83d\ude00',
  'a pair that is torn twice': '?\ud83d\r\n\t\ude00',
  'half a pair at the end of the query': '?q=\ud83d',
  'the other half at the end of the query': '?q=\ude00',
  'half a pair, a tab and the end': '?q=\ud83d\t',
  'two first halves with a line between': '?\ud83d\n\ud83d\n\ude00',
  'half a pair before the fragment': '?q=\ud83d#\ude00',
  'half a pair at the end of the path': '/\ud83d',
  'a tab before the query': '\t?a=1',
  'lines in the query': '?a=\r\n1&\n\nb=2',
  'blanks at the end': '?a=1 \t\n ',
  'control characters at the end': '?a=1\0\x01\x1f',
  'control characters in the middle': '?a=\x01\x7f1',
  'a question mark twice': '??a=1',
  'a fragment and a question mark': '#?a=1',
  'quotes and brackets': '?a="<>[]{}|^`\'',
  'back slashes': '/\\x\\..\\?a=\\',
  dots: '/./x/../?a',
  'escapes that are none': '?a=%&b=%zz&c=%2',
  'a byte order mark': '?a=\ufeff1',
  'line separators': '?a=\u2028\u2029\u0085',
  'letters of other scripts': '/\u65e5\u672c?\u00e9=\u00df',
};

const isError = (value: unknown): value is Error => Object.prototype.toString.call(value) === '[object Error]';

/** Chromium puts words of its own in front of what a conversion says, which is a known difference. */
const nameOf = (value: unknown) => (isError(value) ? value.name : value);

const callsFetch =
  (make: Make): Row['run'] =>
  async (scene) => {
    const log: string[] = [];
    const outcome = await fetchOnce(scene, [make(scene.window, scene.at('backend', 'body', 'json'), log)]);
    const { error, ...rest } = outcome as { error?: unknown };
    return { ...rest, error: nameOf(error), log };
  };

const opensXhr =
  (make: Make): Row['run'] =>
  async (scene) => {
    const log: string[] = [];
    const xhr = new scene.window.XMLHttpRequest();
    const opened = attempt(() =>
      xhr.open('GET', make(scene.window, scene.at('backend', 'body', 'json'), log) as string),
    );
    if (!xhr.readyState) return { opened: nameOf(Object(opened)[1]), log };
    xhr.withCredentials = true;
    const ended = next(xhr, 'loadend');
    xhr.send();
    await scene.go();
    await ended;
    return { opened, log, state: stateOf(xhr) };
  };

/** The rows for which the URL is the endpoint's with an ending. */
const withEndings = (
  calls: (make: Make) => Row['run'],
  path: (scene: RowScene) => string,
): Record<string, Row['run']> =>
  Object.fromEntries(
    Object.entries(ENDINGS).map(([name, ending]) => [name, (scene) => calls(() => path(scene) + ending)(scene)]),
  );

const inRows = (calls: (make: Make) => Row['run']): Record<string, Row['run']> =>
  Object.fromEntries(Object.entries(OBJECTS).map(([name, make]) => [name, calls(make)]));

const absolute = ({ at }: RowScene) => at('backend', 'body', 'json');
const relative = ({ key }: RowScene) => `/k/${key}/body/json`;

describe('objects that look like URLs', () => {
  compareRows('B4 E3', inRows(callsFetch));
  compareRows('B4 E6', inRows(opensXhr));
});

describe('strings that are hard to parse', () => {
  compareRows('C1 E3', withEndings(callsFetch, absolute));
  compareRows('C1 E6', withEndings(opensXhr, absolute));
});

describe('relative strings that are hard to parse', () => {
  compareRows('C1 B3', withEndings(callsFetch, relative));
  compareRows('C1 D6', withEndings(opensXhr, relative));
});
