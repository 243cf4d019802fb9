import { compareRows, type Row } from '../kit/compareRows.ts';
import { exchange } from '../kit/exchange.ts';

const KINDS = ['json', 'json-malformed', 'xml', 'xml-malformed', 'html', 'text', 'latin1', 'binary', 'empty'];
const TYPES = ['', 'text', 'json', 'document', 'blob', 'arraybuffer'] as const;

describe('responses of XHR', () => {
  const rows: Record<string, Row['run']> = {};
  for (const type of TYPES) {
    // Every kind of body is of interest to the types that parse it.
    for (const kind of type === 'document' || type === 'json' || !type ? KINDS : ['text', 'empty']) {
      rows[`responseType "${type}" of a body of kind ${kind}`] = (scene) =>
        exchange(scene, {
          url: scene.at('backend', 'body', kind),
          opened: (xhr) => {
            xhr.responseType = type;
          },
        });
    }
  }
  rows['a responseType that there is not'] = (scene) =>
    exchange(scene, {
      opened: (xhr) => {
        Object.assign(xhr, { responseType: 'moz-blob' });
      },
    });
  rows['a Blob as response'] = (scene) =>
    new Promise((resolve) => {
      const xhr = new scene.window.XMLHttpRequest();
      xhr.open('GET', scene.at('page', 'body', 'latin1'));
      xhr.responseType = 'blob';
      xhr.onloadend = async () => {
        const { type, size } = xhr.response as Blob;
        const same = xhr.response instanceof scene.window.Blob;
        resolve([type, size, same, await new Response(xhr.response).arrayBuffer()]);
      };
      xhr.send();
      void scene.go();
    });
  rows['the same response object each time it is read'] = (scene) =>
    new Promise((resolve) => {
      const xhr = new scene.window.XMLHttpRequest();
      xhr.open('GET', scene.at('page', 'body', 'json'));
      xhr.responseType = 'json';
      xhr.onload = () => {
        const { response } = xhr;
        resolve([xhr.response === response, response instanceof scene.window.Object]);
      };
      xhr.send();
      void scene.go();
    });
  compareRows('E1', rows);
});

describe('overrideMimeType()', () => {
  const rows: Record<string, Row['run']> = {};
  for (const mime of ['text/plain; charset=iso-8859-1', 'text/plain; charset=x-user-defined', 'text/xml', 'nonsense']) {
    rows[`${mime}, before send()`] = (scene) =>
      exchange(scene, {
        url: scene.at('backend', 'body', 'xml'),
        opened: (xhr) => xhr.overrideMimeType(mime),
      });
    rows[`${mime}, after send()`] = (scene) =>
      exchange(scene, {
        url: scene.at('backend', 'body', 'xml'),
        sent: (xhr) => xhr.overrideMimeType(mime),
      });
  }
  rows['the type of a Blob'] = (scene) =>
    exchange(scene, {
      opened: (xhr) => {
        xhr.responseType = 'document';
        xhr.overrideMimeType('text/html');
      },
    });
  compareRows('D6 E1', rows);
});

describe('the end of an XHR', () => {
  compareRows('E1', {
    'status 404': (scene) => exchange(scene, { url: scene.at('backend', 'status', 404) }),
    'status 500 of a POST': (scene) =>
      exchange(scene, { url: scene.at('backend', 'status', 500), method: 'POST', body: 'x', upload: true }),
    'status 204': (scene) => exchange(scene, { url: scene.at('backend', 'status', 204) }),
    'status 401 with WWW-Authenticate of another scheme': (scene) =>
      exchange(scene, {
        url: scene.at('backend', 'header', 'WWW-Authenticate', 'Bearer', 'status', 401),
      }),
    HEAD: (scene) => exchange(scene, { method: 'HEAD', url: scene.at('backend', 'body', 'text') }),
    OPTIONS: (scene) => exchange(scene, { method: 'OPTIONS' }),
    'a method in small letters': (scene) => exchange(scene, { method: 'post', body: 'x' }),
    'a method of the page in small letters': (scene) => exchange(scene, { method: 'patch', body: 'x' }),
    'a method of the page': (scene) => exchange(scene, { method: 'PROPFIND', body: 'x' }),
    'a network error': {
      // Browsers try again where the connection was an old one.
      server: 'ignored',
      run: (scene) => exchange(scene, { url: scene.at('backend', 'close') }),
    },
    'a network error of an upload': {
      server: 'ignored',
      run: (scene) => exchange(scene, { url: scene.at('page', 'close'), method: 'PUT', body: 'x' }),
    },
    'a network error in the middle of the body': (scene) => exchange(scene, { url: scene.at('backend', 'truncate') }),
    'a body in pieces': (scene) => exchange(scene, { url: scene.at('backend', 'dribble', 3, 20) }),
    'no CORS headers': (scene) => exchange(scene, { url: scene.at('backend', 'cors', 'none', 'body', 'json') }),
    'a CORS answer for any origin': (scene) =>
      exchange(scene, { url: scene.at('backend', 'cors', 'any', 'body', 'json') }),
    'a preflight that is refused': (scene) =>
      exchange(scene, {
        url: scene.at('backend', 'cors', 'refuse', 'body', 'json'),
        method: 'POST',
        body: 'x',
        upload: true,
        opened: (xhr) => xhr.setRequestHeader('X-Custom', '1'),
      }),
    'headers that the page may not set': (scene) =>
      exchange(scene, {
        opened: (xhr) => {
          xhr.setRequestHeader('Host', 'evil.test');
          xhr.setRequestHeader('Cookie', 'a=b');
          xhr.setRequestHeader('Sec-Test', '1');
        },
      }),
    'a call to the own origin': (scene) =>
      exchange(scene, { url: scene.at('page', 'body', 'json'), method: 'POST', body: 'x', upload: true }),
    'a call that is not ours': (scene) =>
      exchange(scene, { url: scene.at('foreign', 'body', 'json'), method: 'POST', body: 'x', upload: true }),
    'handlers as properties, and what they get': (scene) =>
      new Promise((resolve) => {
        const xhr = new scene.window.XMLHttpRequest();
        const seen: unknown[] = [];
        const note = function (this: unknown, event: Event) {
          seen.push([this === xhr, event.target === xhr, event.currentTarget === xhr, event.type, event.isTrusted]);
        };
        Object.assign(xhr, { onreadystatechange: note, onloadstart: note, onprogress: note, onload: note });
        Object.assign(xhr.upload, { onload: (event: Event) => seen.push([event.type, event.target === xhr.upload]) });
        xhr.onloadend = () =>
          resolve([...seen, Object.keys(xhr), Object.getPrototypeOf(xhr) === scene.window.XMLHttpRequest.prototype]);
        xhr.open('POST', scene.at('page', 'body', 'json'));
        xhr.send('x');
        void scene.go();
      }),
    'an exception in a handler': (scene) =>
      exchange(scene, {
        opened: (xhr) => {
          const { Function: OfPage } = scene.window;
          xhr.onload = new OfPage('throw new Error("of the page")') as () => void;
        },
      }),
  });
});
