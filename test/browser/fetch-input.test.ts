import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { fetchOnce } from '../kit/fetchOnce.ts';
import { noting, throwing } from '../kit/noting.ts';
import type { PageWindow } from '../kit/page.ts';

const ours = ({ at }: RowScene) => at('backend', 'body', 'json');

/** Calls with these arguments. */
const given =
  (make: (scene: RowScene, log: unknown[]) => unknown[]): Row['run'] =>
  async (scene) => {
    const log: unknown[] = [];
    const outcome = await fetchOnce(scene, make(scene, log), { called: () => log.splice(0) });
    return { outcome, later: log };
  };

/** Calls whose answer is a page of the infrastructure, which is not the same in both. */
const leadsTo =
  (make: (window: PageWindow) => unknown): Row['run'] =>
  async (scene) => {
    const promise = Reflect.apply(scene.window.fetch, undefined, [make(scene.window)]) as Promise<Response>;
    await scene.go();
    const { status, url } = await promise;
    return [status, url];
  };

describe('the first argument of fetch()', () => {
  compareRows('B4 E3', {
    none: given(() => []),
    'a string': given((scene) => [ours(scene)]),
    'a path': given(({ key }) => [`/k/${key}/body/json?a=1#f`]),
    'a URL': given((scene) => [new scene.window.URL(ours(scene))]),
    'a URL with a toString of its own': given((scene, log) => [
      Object.assign(new scene.window.URL(scene.at('foreign', 'body', 'text')), noting<object>(log, ours(scene))),
    ]),
    'a subclass of URL': given((scene, log) => {
      class Own extends scene.window.URL {
        override toString() {
          log.push('own');
          return super.toString();
        }
      }
      return [new Own(ours(scene))];
    }),
    'an object that is converted, once': given((scene, log) => [noting(log, ours(scene))]),
    'an object that is converted before init is read': given((scene, log) => [
      noting(log, ours(scene)),
      {
        get method() {
          log.push('method');
          return 'PUT';
        },
      },
    ]),
    'an object with Symbol.toPrimitive': given((scene, log) => [
      {
        [Symbol.toPrimitive](hint: string) {
          log.push(hint);
          return ours(scene);
        },
      },
    ]),
    'an object that another URL comes out of each time': given((scene) => {
      const urls = [ours(scene), scene.at('foreign', 'body', 'text'), scene.at('foreign', 'body', 'xml')];
      return [{ toString: () => urls.shift() }];
    }),
    'a conversion that throws': given((scene, log) => [
      throwing(log, 'url', new scene.window.RangeError('of the page')),
      {
        get method() {
          log.push('method');
          return 'PUT';
        },
      },
    ]),
    'a conversion that throws undefined': given((_, log) => [throwing(log, 'url', undefined)]),
    'a conversion to no primitive': given(() => [{ toString: () => ({}), valueOf: () => ({}) }]),
    'a String object': given((scene) => [Object(ours(scene))]),
    'an array': given((scene) => [[ours(scene)]]),
    'a symbol': given(() => [Symbol('url')]),
    'a symbol, and an init': given((_, log) => [
      Symbol('url'),
      {
        get method() {
          log.push('method');
          return 'PUT';
        },
      },
    ]),
    'a number': leadsTo(() => 404),
    null: leadsTo(() => null),
    undefined: leadsTo(() => undefined),
    true: leadsTo(() => true),
    'a plain object': leadsTo(() => ({})),
    'a function': leadsTo(() => function named() {}),
    'the location': leadsTo(({ location }) => location),
    'an anchor': leadsTo(({ document }) => Object.assign(document.createElement('a'), { href: '/favicon.ico' })),
    'an object that pretends to be a Request': leadsTo(({ Request }) => Object.create(Request.prototype)),
    'a Proxy of a Request': leadsTo(({ Request }) => new Proxy(new Request('/favicon.ico'), {})),
    'a bad URL': given(() => ['http://[']),
    'a URL with user and password': given((scene) => [ours(scene).replace('//', '//user:secret@')]),
    'a URL without a host': given(() => ['http://']),
    'another scheme': given(() => ['clerk:ajax']),
    'a data: URL': given(() => ['data:text/plain,hello']),
    'a blob: URL': async (scene) => {
      const { Blob: OfPage, URL: UrlOfPage } = scene.window;
      const response = await scene.window.fetch(UrlOfPage.createObjectURL(new OfPage(['hello'])));
      await scene.go();
      return [response.status, await response.text()];
    },
    'white space around': given((scene) => [`\t ${ours(scene)} \n`]),
    'a fragment': given((scene) => [`${ours(scene)}?a#b?c`]),
  });
});

describe('this of fetch()', () => {
  const receivers: Record<string, (window: PageWindow) => unknown> = {
    undefined: () => undefined,
    null: () => null,
    'the window': (window) => window,
    globalThis: (window) => window.globalThis,
    'the window by another name': (window) => window.self,
    'a plain object': () => ({}),
    'a number': () => 5,
    'the document': ({ document }) => document,
    'an object that inherits from the window': (window) => Object.create(window),
    'a Proxy of the window': (window) => new Proxy(window, {}),
  };
  compareRows(
    'E2',
    Object.fromEntries(
      Object.entries(receivers).map(([name, make]): [string, Row['run']] => [
        `this is ${name}`,
        (scene) => fetchOnce(scene, [ours(scene)], { self: make(scene.window) }),
      ]),
    ),
  );
});
